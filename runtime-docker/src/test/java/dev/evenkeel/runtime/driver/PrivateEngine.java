package dev.evenkeel.runtime.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Docker Engine of the test's own, that it may kill. It has no network but the host's, so it is in nobody's way.
final class PrivateEngine implements AutoCloseable {
    private final Path folder;
    private final List<String> options;
    private Process process;

    private PrivateEngine(Path folder, List<String> options, Process process) {
        this.folder = folder;
        this.options = options;
        this.process = process;
    }

    /// Whether this machine lets us start one.
    static boolean possible() {
        var paths = System.getenv("PATH").split(File.pathSeparator);
        boolean there = Stream.of(paths).anyMatch(path -> Files.isExecutable(Path.of(path, "dockerd")));
        return there && System.getProperty("user.name").equals("root");
    }

    /// An engine whose files are in `folder`.
    static PrivateEngine start(Path folder, String... options) throws IOException {
        var engine = new PrivateEngine(folder, List.of(options), launch(folder, List.of(options)));
        engine.awaitReady();
        return engine;
    }

    private static Process launch(Path folder, List<String> options) throws IOException {
        // In a network namespace of its own: an engine without a bridge removes docker0, which other engines need.
        var command = new ArrayList<>(List.of(
                "unshare",
                "--net",
                "dockerd",
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("pid").toString(),
                "--host",
                "unix://" + folder.resolve("sock"),
                "--bridge=none",
                "--iptables=false",
                "--log-level=warn"));
        command.addAll(options);
        Files.deleteIfExists(folder.resolve("pid"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    URI host() {
        return URI.create("unix://" + folder.resolve("sock"));
    }

    /// SIGKILL, as the kernel or an impatient operator does it.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// It stops answering, with its socket open and its containers running.
    void hang() throws IOException {
        signal("-STOP");
    }

    /// It goes on where it hung.
    void goOn() throws IOException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException {
        run("kill", which, Long.toString(process.pid()));
    }

    /// Its containerd died with it; the number of that process must not be taken for that of a living one.
    void startAgain() throws IOException {
        Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
        process = launch(folder, options);
        awaitReady();
    }

    private void awaitReady() {
        await().atMost(120, SECONDS).until(this::answers);
    }

    private boolean answers() {
        try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return socket.connect(UnixDomainSocketAddress.of(folder.resolve("sock")));
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        await().atMost(120, SECONDS).until(() -> !process.isAlive());
        run(
                "umount",
                folder.resolve("data").toString(),
                folder.resolve("exec/netns/default").toString());
        run("rm", "-rf", folder.toString());
    }

    private static void run(String... command) throws IOException {
        var ended = new ProcessBuilder(command).start().onExit();
        await().atMost(120, SECONDS).until(ended::isDone);
    }
}
