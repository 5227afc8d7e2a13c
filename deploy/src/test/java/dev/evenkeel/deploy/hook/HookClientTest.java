package dev.evenkeel.deploy.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What endpoints of hooks answer, and what is made of it, over real sockets.
final class HookClientTest {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Doc.Struct PAYLOAD = Doc.EMPTY.with("lifecycleStage", Doc.of("POST_SCALE_UP"));
    private static final String SUCCEEDED = "{\"hookStatus\": \"SUCCEEDED\"}";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HookClient client = new HookClient(PAUSE, Duration.ofSeconds(1));
    private HttpServer server;

    /// How one request is answered.
    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /// Requests get these replies in turn, and the last one ever after.
    private void replies(Reply... replies) {
        server.createContext("/", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            asked.add(new String(body, StandardCharsets.UTF_8));
            try (exchange) {
                replies[Math.min(asked.size(), replies.length) - 1].to(exchange);
            }
        });
    }

    private static Reply says(int status, String text) {
        return exchange -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }

    private HookAnswer call() throws InterruptedException {
        return call("");
    }

    private HookAnswer call(String user) throws InterruptedException {
        var address = "http://" + user + "127.0.0.1:" + server.getAddress().getPort() + "/check";
        return client.call(address, PAYLOAD, HookAnswer::of);
    }

    private static void assertFailed(String text, HookAnswer answer) {
        assertEquals(HookStatus.FAILED, answer.status());
        assertTrue(answer.text().contains(text), answer.text());
    }

    @Test
    void anEndpointThatSucceedsIsAskedOnce() throws InterruptedException {
        replies(says(200, SUCCEEDED));

        assertEquals(HookStatus.SUCCEEDED, call().status());
        assertEquals(List.of("{\"lifecycleStage\":\"POST_SCALE_UP\"}"), asked);
    }

    @Test
    void oneThatFailsIsAskedOnce() throws InterruptedException {
        replies(says(200, "{\"hookStatus\": \"FAILED\"}"));

        assertEquals(HookStatus.FAILED, call().status());
        assertEquals(1, asked.size());
    }

    @Test
    void oneThatIsBusySaysWhenItWantsToBeAskedAgain() throws InterruptedException {
        replies(
                says(200, "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 7, \"hookDetails\": {\"rows\": 3}}"),
                says(200, SUCCEEDED));

        var busy = call();

        assertEquals(HookStatus.IN_PROGRESS, busy.status());
        assertEquals(Duration.ofSeconds(7), busy.again());
        assertEquals(Doc.EMPTY.with("rows", Doc.of(3)), busy.details());
        assertEquals(HookStatus.SUCCEEDED, call().status());
    }

    @Test
    void oneThatIsNotThereIsTriedAgainAndThenGivenUp() throws InterruptedException {
        server.stop(0);

        assertFailed("could not be reached in 4 attempts: ConnectException", call());
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void oneBehindAGatewayThatCannotReachItIsTriedAgain(int status) throws InterruptedException {
        replies(says(status, "later"), says(status, ""), says(200, SUCCEEDED));

        assertEquals(HookStatus.SUCCEEDED, call().status());
        assertEquals(3, asked.size());
    }

    @Test
    void oneThatBreaksOffIsTriedAgain() throws InterruptedException {
        replies(exchange -> exchange.sendResponseHeaders(200, 100), says(200, SUCCEEDED));

        assertEquals(HookStatus.SUCCEEDED, call().status());
        assertEquals(2, asked.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 403, 404, 500})
    void oneThatAnswersWithAnErrorOfItsOwnHasFailed(int status) throws InterruptedException {
        replies(says(status, SUCCEEDED));

        assertFailed("answered with status " + status, call());
        assertEquals(1, asked.size());
    }

    @Test
    void oneThatDoesNotBeginToAnswerInTimeHasFailed() throws InterruptedException {
        replies(exchange -> await());

        assertFailed("did not answer within 1 seconds", call());
        assertEquals(1, asked.size());
    }

    @Test
    void oneThatDoesNotEndItsAnswerInTimeHasFailed() throws InterruptedException {
        replies(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });

        assertFailed("did not answer within 1 seconds", call());
        assertEquals(1, asked.size());
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "well",
                "{",
                "[]",
                "null",
                "{}",
                "{\"hookStatus\": \"FINE\"}",
                "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": 0}",
                "{\"hookStatus\": \"IN_PROGRESS\", \"callBackDelay\": \"soon\"}"
            })
    void oneThatAnswersNonsenseHasFailed(String text) throws InterruptedException {
        replies(says(200, text));

        assertFailed("answered", call());
        assertEquals(1, asked.size());
    }

    @Test
    void oneThatAnswersTooMuchHasFailed() throws InterruptedException {
        replies(says(200, SUCCEEDED + " ".repeat(70_000)));

        assertFailed("more than 65536 bytes", call());
    }

    @Test
    void aPasswordInTheAddressIsSentAndNotTold() throws InterruptedException {
        replies(exchange -> {
            var said = exchange.getRequestHeaders().getFirst("Authorization");
            says("Basic dXNlcjpwYXNz".equals(said) ? 200 : 401, SUCCEEDED).to(exchange);
        });

        assertEquals(HookStatus.SUCCEEDED, call("user:pass@").status());
        assertFailed("status 401", call());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://127.0.0.1/", "http://", "::", "check"})
    void whatIsNoAddressHasFailed(String address) throws InterruptedException {
        assertFailed("no HTTP address", client.call(address, PAYLOAD, HookAnswer::of));
    }
}
