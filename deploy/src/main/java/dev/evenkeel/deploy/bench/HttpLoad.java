package dev.evenkeel.deploy.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends requests that were made beforehand over keep-alive connections, one thread for each, and reads the answers
/// as cheaply as it can: the same load for whoever is measured.
final class HttpLoad {
    private HttpLoad() {}

    /// What came of it.
    ///
    /// @param failures answers with a status other than 200
    record Result(Latencies latencies, Duration elapsed, int failures) {
        double perSecond() {
            return latencies.perSecond(elapsed);
        }
    }

    /// Sends each connection's requests one after another, all connections at the same time.
    static Result run(InetSocketAddress server, List<List<byte[]>> connections) throws InterruptedException {
        var began = System.nanoTime();
        var nanos = new ArrayList<Long>();
        int failures = 0;
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<One>>();
            for (var requests : connections) {
                running.add(threads.submit(() -> converse(server, requests)));
            }
            for (var one : running) {
                nanos.addAll(one.get().nanos());
                failures += one.get().failures();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        var all = nanos.stream().mapToLong(Long::longValue).toArray();
        return new Result(Latencies.of(all), elapsed, failures);
    }

    private record One(List<Long> nanos, int failures) {}

    private static One converse(InetSocketAddress server, List<byte[]> requests) throws IOException {
        var nanos = new ArrayList<Long>(requests.size());
        int failures = 0;
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(server);
            var in = new BufferedInputStream(socket.getInputStream());
            for (var request : requests) {
                var began = System.nanoTime();
                send(socket.getOutputStream(), request);
                if (readAnswer(in) != 200) {
                    failures++;
                }
                nanos.add(System.nanoTime() - began);
            }
        }
        return new One(nanos, failures);
    }

    private static void send(OutputStream out, byte[] request) throws IOException {
        out.write(request);
        out.flush();
    }

    /// The status of an answer, after its body was read by its `Content-Length`.
    private static int readAnswer(InputStream in) throws IOException {
        var status = Integer.parseInt(readLine(in).split(" ", 3)[1]);
        int length = 0;
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// A request as bytes.
    static byte[] post(String path, String headers, String body) {
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        return ("POST " + path + " HTTP/1.1\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
