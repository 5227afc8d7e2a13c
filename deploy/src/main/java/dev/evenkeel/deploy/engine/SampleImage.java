package dev.evenkeel.deploy.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A small HTTP server in an image of two megabytes, made on the spot from a static busybox: no registry is asked.
public final class SampleImage {
    /// The image's name.
    public static final String NAME = "evenkeel/hello:1";

    /// The port on which it serves inside its container.
    public static final int PORT = 80;

    /// As the first process it must answer SIGTERM itself: the kernel gives process 1 no default.
    private static final String SCRIPT = """
            #!/bin/sh
            trap 'echo "asked to stop"; kill $!; exit 0' TERM
            echo "hello from $(hostname), listening on port ${PORT:-80}"
            mkdir -p /www
            echo "hello from $(hostname)" >/www/index.html
            httpd -f -v -p "${PORT:-80}" -h /www &
            wait
            """;

    private static final List<String> COMMANDS =
            List.of("sh", "echo", "hostname", "mkdir", "httpd", "kill", "sleep", "cat", "date", "true", "false", "seq");

    private SampleImage() {}

    /// Makes the image unless the engine has it.
    ///
    /// @return whether it had to be made
    public static boolean ensure(Engine engine, Path busybox) throws IOException {
        if (engine.hasImage(NAME)) {
            return false;
        }
        engine.makeImage(NAME, List.of("/hello"), fileSystem(Files.readAllBytes(busybox)));
        return true;
    }

    private static Tar fileSystem(byte[] busybox) {
        var tar = new Tar()
                .directory("bin/", 0755)
                .directory("tmp/", 01777)
                .file("bin/busybox", 0755, busybox)
                .file("hello", 0755, SCRIPT.getBytes(StandardCharsets.UTF_8));
        for (var command : COMMANDS) {
            tar.link("bin/" + command, "busybox");
        }
        return tar;
    }
}
