package dev.evenkeel.runtime.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A target on loopback: says its name at `/`, is well or not at `/health`, and waits at `/wait` until it is let go.
final class Backend implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile int health = 200;
    private volatile Map<String, List<String>> headers = Map.of();

    Backend(String name) throws IOException {
        this.name = name;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::tell);
        server.createContext("/health", exchange -> answer(exchange, health, "well"));
        server.createContext("/wait", this::await);
        server.createContext("/endless", this::pour);
        server.createContext("/echo", Backend::echo);
        server.createContext("/hang", _ -> {});
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void health(int status) {
        health = status;
    }

    int served() {
        return served.get();
    }

    long written() {
        return written.get();
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    void awaitEntered() throws InterruptedException {
        entered.await();
    }

    void release() {
        released.countDown();
    }

    private void tell(HttpExchange exchange) throws IOException {
        headers = Map.copyOf(exchange.getRequestHeaders());
        served.incrementAndGet();
        answer(exchange, 200, name);
    }

    private void await(HttpExchange exchange) throws IOException {
        entered.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        answer(exchange, 200, name + " at last");
    }

    /// Writes for as long as somebody takes it.
    private void pour(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var chunk = new byte[64 * 1024];
        try (var body = exchange.getResponseBody()) {
            while (true) {
                body.write(chunk);
                written.addAndGet(chunk.length);
            }
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            exchange.getRequestBody().transferTo(body);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Keep-Alive", "timeout=5");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }
}
