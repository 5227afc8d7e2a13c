package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.Tar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// This machine's nginx with the libraries that it loads, in an image: a backend that keeps connections open, and
/// closes
/// each after a thousand requests, which is nginx' own default.
final class NginxImage {
    /// The image's name.
    static final String NAME = "evenkeel/bench-nginx:1";

    /// The port on which it serves inside its container.
    static final int PORT = 80;

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            error_log stderr error;
            pid /tmp/pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 1000;
              client_body_temp_path /tmp/body;
              proxy_temp_path /tmp/proxy;
              fastcgi_temp_path /tmp/fastcgi;
              uwsgi_temp_path /tmp/uwsgi;
              scgi_temp_path /tmp/scgi;
              server { listen %d; location / { return 200 'hello'; } }
            }
            """.formatted(PORT);

    private NginxImage() {}

    /// Makes the image unless the engine has it.
    static void ensure(Engine engine) throws IOException, InterruptedException {
        if (engine.hasImage(NAME)) {
            return;
        }
        var tar = new Tar()
                .directory("tmp/", 01777)
                .file("etc/passwd", 0644, text("root:x:0:0::/:/none\nnobody:x:65534:65534::/:/none\n"))
                .file("etc/group", 0644, text("root:x:0:\nnogroup:x:65534:\n"))
                .file("nginx.conf", 0644, text(CONFIGURATION))
                .file("nginx", 0755, Files.readAllBytes(PROGRAM));
        for (var library : libraries()) {
            tar.file(library.substring(1), 0755, Files.readAllBytes(Path.of(library)));
        }
        engine.makeImage(NAME, List.of("/nginx", "-c", "/nginx.conf"), tar);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> libraries() throws IOException, InterruptedException {
        var process = new ProcessBuilder("ldd", PROGRAM.toString())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("ldd " + PROGRAM + " failed: " + text);
        }
        return LIBRARY.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
