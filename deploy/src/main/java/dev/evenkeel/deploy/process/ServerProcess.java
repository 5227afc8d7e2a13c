package dev.evenkeel.deploy.process;

import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.config.HostIdentity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A server as a process of its own, started with the same JVM and class path as this one; it outlives the command
/// that started it.
public final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ServerProcess() {}

    /// Starts a server and waits until it is ready.
    ///
    /// @param data its data directory, where its output goes too
    /// @param options of `up`
    public static Endpoint start(Path data, List<String> options) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Endpoint.remove(data);
        var words = new ArrayList<>(List.of("up", "--data", data.toString()));
        words.addAll(options);
        var process = new ProcessBuilder(command(words))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
        var deadline = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            var endpoint = Endpoint.read(data);
            if (endpoint.isPresent()) {
                return endpoint.get();
            }
            Thread.sleep(10);
        }
        process.destroy();
        throw new IOException("the server did not get ready, see " + data.resolve("server.log"));
    }

    /// Ends a server by SIGTERM and waits until it has ended.
    public static void stop(Endpoint endpoint) {
        ProcessHandle.of(endpoint.pid())
                .filter(ProcessHandle::destroy)
                .ifPresent(p -> p.onExit().join());
    }

    /// Ends a server by SIGKILL and waits until it is gone.
    public static void kill(Endpoint endpoint) {
        ProcessHandle.of(endpoint.pid())
                .filter(ProcessHandle::destroyForcibly)
                .ifPresent(p -> p.onExit().join());
    }

    /// Whether the process is there.
    public static boolean isAlive(Endpoint endpoint) {
        return ProcessHandle.of(endpoint.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    /// The label that all containers of a data directory's server carry.
    public static String labelOf(Path data) throws IOException {
        return "dev.evenkeel.store=" + HostIdentity.of(data);
    }

    /// The preferred port, or 0 for any when something else listens there.
    public static int freePort(int preferred) {
        try (var socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    /// The command line of `evenkeel` with these words, with the same JVM and class path as this process.
    public static List<String> command(List<String> words) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.evenkeel.deploy.Main"));
        command.addAll(words);
        return command;
    }
}
