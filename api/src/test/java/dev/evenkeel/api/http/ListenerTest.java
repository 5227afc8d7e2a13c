package dev.evenkeel.api.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the socket does with requests that are large, slow, many, or under way when the server stops.
final class ListenerTest {
    private static final Answer.Label LABEL = new Answer.Label("test", "Test");

    private final ConcurrentLinkedQueue<Integer> metered = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Listener listener = listening(_ -> text(200, "unused"));

    @AfterEach
    void stop() {
        listener.close();
        http.close();
    }

    @Test
    void aRequestIsHandedOverAsItWasOnTheWire() throws Exception {
        serve(incoming -> {
            var raw = incoming.request();
            var body = new String(raw.body(), StandardCharsets.UTF_8);
            return text(200, raw.method() + " " + raw.rawPath() + "?" + raw.rawQuery() + " " + body);
        });
        var reply = send(
                HttpRequest.newBuilder(uri("/a%2Fb/%7E?x=%20&y")).POST(HttpRequest.BodyPublishers.ofString("hello")));
        assertEquals("POST /a%2Fb/%7E?x=%20&y hello", reply.body());
        assertEquals(List.of(200), List.copyOf(metered));
    }

    @Test
    void whatIsTooLargeIsRefusedWithoutBeingRead() throws Exception {
        serve(_ -> text(200, "read"));
        assertEquals(200, post(new byte[1_000]).statusCode());
        assertEquals(413, post(new byte[1_001]).statusCode());
    }

    @Test
    void aHandlerThatThrowsIsAnInternalErrorWithoutItsSecrets() throws Exception {
        serve(_ -> {
            throw new IllegalStateException("secret");
        });
        var reply = send(HttpRequest.newBuilder(uri("/")));
        assertEquals(500, reply.statusCode());
        assertTrue(!reply.body().contains("secret"), reply.body());
        assertTrue(reply.headers().firstValue("x-amzn-requestid").isPresent());
    }

    @Test
    void aReaderThatDoesNotReadStopsItsWriterAndNobodyElse() throws Exception {
        var written = new AtomicLong();
        serve(incoming -> incoming.request().rawPath().equals("/endless")
                ? new Answer.Streamed(LABEL, Headers.NONE, sink -> {
                    while (true) {
                        sink.write(new byte[1 << 16]);
                        written.incrementAndGet();
                    }
                })
                : text(200, "quick"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var before = new AtomicLong(-1);
            await().atMost(Duration.ofMinutes(2))
                    .during(Duration.ofMillis(500))
                    .until(() -> written.get() > 0 && written.get() == before.getAndSet(written.get()));
            assertEquals("quick", send(HttpRequest.newBuilder(uri("/other"))).body());
        }
    }

    @Test
    void streamsEndWhenTheServerStops() throws Exception {
        var waits = new CountDownLatch(1);
        serve(_ -> new Answer.Streamed(LABEL, Headers.of("content-type", "application/x-ndjson"), sink -> {
            sink.write("first\n".getBytes(StandardCharsets.UTF_8));
            waits.await();
        }));
        var stream = http.send(HttpRequest.newBuilder(uri("/")).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        assertEquals('f', stream.read());
        listener.close();
        assertEquals("irst\n", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        assertThrows(IOException.class, () -> send(HttpRequest.newBuilder(uri("/"))));
    }

    @Test
    void aPortThatIsTakenIsToldWithItsReason() {
        int taken = listener.port();

        var failure = assertThrows(UncheckedIOException.class, () -> listening(_ -> text(200, ""), taken));

        assertEquals("cannot listen on 127.0.0.1:" + taken + ": Address already in use", failure.getMessage());
    }

    private void serve(Handler handler) {
        listener.close();
        listener = listening(handler);
    }

    private Listener listening(Handler handler) {
        return listening(handler, 0);
    }

    private Listener listening(Handler handler, int port) {
        var settings =
                new Listener.Settings("127.0.0.1", port, 1_000, 8_192, Duration.ofSeconds(60), Duration.ofSeconds(2));
        return Listener.start(settings, handler, (_, status, _) -> metered.add(status));
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.port() + path);
    }

    private static Answer text(int status, String text) {
        return new Answer.Whole(LABEL, new RawResponse(status, Headers.NONE, text.getBytes(StandardCharsets.UTF_8)));
    }
}
