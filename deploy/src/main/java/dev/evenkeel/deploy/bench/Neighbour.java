package dev.evenkeel.deploy.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A server of Debian's that runs beside ours, in the foreground and from a configuration of our own.
final class Neighbour implements AutoCloseable {
    private final Process process;

    private Neighbour(Process process) {
        this.process = process;
    }

    /// nginx.
    ///
    /// @param http what stands in its `http` block
    static Neighbour nginx(Path folder, int workers, int port, String http) throws IOException, InterruptedException {
        var home = Files.createDirectories(folder.resolve("nginx-" + port));
        var file = home.resolve("nginx.conf");
        Files.writeString(file, """
                daemon off;
                worker_processes %d;
                error_log stderr error;
                pid %s/pid;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  client_body_temp_path %s/body;
                  proxy_temp_path %s/proxy;
                  fastcgi_temp_path %s/fastcgi;
                  uwsgi_temp_path %s/uwsgi;
                  scgi_temp_path %s/scgi;
                  %s
                }
                """.formatted(workers, home, home, home, home, home, home, http));
        return start(List.of("nginx", "-p", home.toString(), "-c", file.toString()), port);
    }

    /// HAProxy, as an HTTP proxy of one backend.
    static Neighbour haproxy(Path folder, int threads, int port, int backend) throws IOException, InterruptedException {
        var file = folder.resolve("haproxy.cfg");
        Files.writeString(file, """
                global
                  nbthread %d
                  maxconn 8192
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  option forwardfor
                  http-reuse always
                frontend in
                  bind 127.0.0.1:%d
                  default_backend out
                backend out
                  server one 127.0.0.1:%d
                """.formatted(threads, port, backend));
        return start(List.of("haproxy", "-db", "-q", "-f", file.toString()), port);
    }

    private static Neighbour start(List<String> command, int port) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var neighbour = new Neighbour(process);
        for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return neighbour;
            } catch (IOException _) {
                Thread.sleep(50);
            }
        }
        neighbour.close();
        throw new IOException(command.getFirst() + " did not open port " + port);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
