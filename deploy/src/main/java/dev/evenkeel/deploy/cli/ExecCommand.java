package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.ShellClient;
import dev.evenkeel.deploy.client.ShellClient.Size;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `evenkeel exec`
@Command(name = "exec", description = "Runs a command in a container of a task, with a terminal if there is one.")
final class ExecCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--cluster", paramLabel = "C", description = "Cluster of the task (default: default).")
    private @Nullable String cluster;

    @Option(names = "--task", paramLabel = "T", required = true, description = "ID or ARN of the task.")
    private String task = "";

    @Option(names = "--container", paramLabel = "C", description = "Container, where the task has several.")
    private @Nullable String container;

    @Parameters(paramLabel = "COMMAND", description = "The command and its arguments, after -- (default: /bin/sh).")
    private List<String> command = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var api = ApiClient.of(data.directory())) {
            var input = ApiClient.object()
                    .put("task", task)
                    .put("interactive", true)
                    .put("command", command.isEmpty() ? "/bin/sh" : line(command));
            if (cluster != null) {
                input.put("cluster", cluster);
            }
            if (container != null) {
                input.put("container", container);
            }
            var session = api.call(AwsService.ECS, "ExecuteCommand", input).path("session");
            // By the way that we came: the server may call itself otherwise than it is reached.
            var path = URI.create(session.path("streamUrl").asText()).getPath();
            var stream = URI.create("ws://" + api.base().getAuthority() + path);
            return talk(stream, session.path("tokenValue").asText());
        }
    }

    private static int talk(URI stream, String token) throws IOException, InterruptedException {
        if (!RawTerminal.isThere()) {
            return talk(stream, token, null);
        }
        var size = RawTerminal.size().orElse(new Size(24, 80));
        try (var _ = RawTerminal.open()) {
            return talk(stream, token, size);
        }
    }

    private static int talk(URI stream, String token, @Nullable Size size) throws IOException, InterruptedException {
        var out = new FileOutputStream(FileDescriptor.out);
        var err = new FileOutputStream(FileDescriptor.err);
        try (var shell = new ShellClient(stream, token, size, out, err)) {
            daemon("stdin", () -> send(shell));
            if (size != null) {
                daemon("resize", () -> follow(shell, size));
            }
            return shell.await();
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().name(name).daemon().start(work);
    }

    private static void send(ShellClient shell) {
        try {
            shell.send(new FileInputStream(FileDescriptor.in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Java hears of no window that changes its size: it looks.
    private static void follow(ShellClient shell, Size first) {
        var last = first;
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                var now = RawTerminal.size().orElse(last);
                if (!now.equals(last)) {
                    shell.resize(now);
                }
                last = now;
            }
        } catch (IOException | InterruptedException _) {
            // The terminal is gone, or the command has ended.
        }
    }

    /// The words as one line that is taken apart into the same words again.
    private static String line(List<String> words) {
        return words.stream().map(ExecCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.matches("[A-Za-z0-9_./:=@%+,-]+");
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
