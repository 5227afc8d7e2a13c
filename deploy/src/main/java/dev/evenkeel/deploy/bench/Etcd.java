package dev.evenkeel.deploy.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Debian's etcd as a yardstick: a durable key-value store behind HTTP, started with a data directory of its own.
final class Etcd implements AutoCloseable {
    private static final int PORT = 23_790;

    private final Process process;

    private Etcd(Process process) {
        this.process = process;
    }

    /// Starts one, or nothing where etcd is not installed.
    static Optional<Etcd> start(Path directory) throws InterruptedException {
        var client = "http://127.0.0.1:" + PORT;
        var peer = "http://127.0.0.1:" + (PORT + 1);
        try {
            var process = new ProcessBuilder(List.of(
                            "etcd",
                            "--data-dir",
                            directory.toString(),
                            "--log-level",
                            "error",
                            "--listen-client-urls",
                            client,
                            "--advertise-client-urls",
                            client,
                            "--listen-peer-urls",
                            peer,
                            "--initial-advertise-peer-urls",
                            peer,
                            "--initial-cluster",
                            "default=" + peer))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var etcd = new Etcd(process);
            etcd.awaitOpen();
            return Optional.of(etcd);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Where its HTTP gateway listens.
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
    }

    /// Puts of distinct keys, for as many connections.
    static List<List<byte[]>> puts(int connections, int each, int bytes) {
        var all = new ArrayList<List<byte[]>>();
        var value = base64("x".repeat(bytes));
        for (int c = 0; c < connections; c++) {
            var requests = new ArrayList<byte[]>(each);
            for (int i = 0; i < each; i++) {
                var body = "{\"key\":\"" + base64("k-" + c + "-" + i) + "\",\"value\":\"" + value + "\"}";
                requests.add(HttpLoad.post("/v3/kv/put", "Host: etcd\r\nContent-Type: application/json\r\n", body));
            }
            all.add(requests);
        }
        return all;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void awaitOpen() throws InterruptedException, IOException {
        for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
            try (var socket = new Socket()) {
                socket.connect(address());
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IOException("etcd did not open its port");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
