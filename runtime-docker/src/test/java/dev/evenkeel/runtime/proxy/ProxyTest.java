package dev.evenkeel.runtime.proxy;

import static dev.evenkeel.runtime.proxy.TestProxy.forward;
import static dev.evenkeel.runtime.proxy.TestProxy.group;
import static dev.evenkeel.runtime.proxy.TestProxy.healthy;
import static dev.evenkeel.runtime.proxy.TestProxy.plain;
import static dev.evenkeel.runtime.proxy.TestProxy.weighted;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.balancing.Routes.Balance;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleAction.FixedResponse;
import dev.evenkeel.store.model.balancing.RuleAction.Redirect;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleCondition.Pair;
import dev.evenkeel.store.model.balancing.RuleCondition.RequestField;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The data plane over real sockets.
final class ProxyTest {
    private Backend blue;
    private Backend green;
    private TestProxy proxy;

    @BeforeEach
    void start() throws IOException {
        blue = new Backend("blue");
        green = new Backend("green");
        proxy = new TestProxy();
    }

    @AfterEach
    void stop() {
        proxy.close();
        blue.close();
        green.close();
    }

    private static RuleCondition of(RequestField field, String... values) {
        return RuleCondition.of(field, List.of(values));
    }

    private static RuleAction told(String text) {
        return RuleAction.fixed(new FixedResponse(200, "text/plain", text));
    }

    @Test
    void everyKindOfConditionIsLookedAtInOrder() throws Exception {
        proxy.targets("blue", blue)
                .rule(told("host"), of(RequestField.HOST_HEADER, "*.example.org"))
                .rule(told("path"), of(RequestField.PATH_PATTERN, "/api/*", "/v?/x"))
                .rule(told("header"), new RuleCondition(RequestField.HTTP_HEADER, "X-Beta", List.of("Y*"), List.of()))
                .rule(told("method"), of(RequestField.HTTP_REQUEST_METHOD, "DELETE"))
                .rule(
                        told("query"),
                        new RuleCondition(RequestField.QUERY_STRING, "", List.of(), List.of(new Pair("version", "2*"))))
                .rule(told("both"), of(RequestField.SOURCE_IP, "127.0.0.0/8"), of(RequestField.PATH_PATTERN, "/local"))
                .rule(told("far"), of(RequestField.SOURCE_IP, "10.0.0.0/8"))
                .rule(forward("blue"))
                .serve();

        assertEquals("path", proxy.get("/api/users"));
        assertEquals("path", proxy.get("/v1/x"));
        assertEquals("blue", proxy.get("/API/users"));
        assertEquals("header", proxy.get("/", "x-beta", "yes"));
        assertEquals("query", proxy.get("/?a=b&VERSION=21"));
        assertEquals("both", proxy.get("/local"));
        assertEquals("blue", proxy.get("/?version=1"));
        var delete = HttpRequest.newBuilder(proxy.uri("/")).DELETE().build();
        assertEquals(
                "method",
                proxy.http().send(delete, HttpResponse.BodyHandlers.ofString()).body());
        assertTrue(raw("GET / HTTP/1.1\r\nHost: WWW.Example.org:80\r\nConnection: close\r\n\r\n")
                .endsWith("host"));
    }

    @Test
    void theAddressOfAClientDecides() throws Exception {
        proxy.rule(told("near"), of(RequestField.SOURCE_IP, "127.0.0.2/32", "10.0.0.0/8"))
                .rule(told("other"))
                .serve();

        assertTrue(from("127.0.0.2").endsWith("near"));
        assertTrue(from("127.0.0.3").endsWith("other"));
    }

    /// What a client at this address is answered, whatever it says of where it comes from.
    private String from(String address) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), proxy.port(), InetAddress.getByName(address), 0)) {
            var request = "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.1.1.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void redirectsKeepWhatTheyDoNotChange() throws Exception {
        var redirect = new Redirect("HTTPS", "#{host}", "443", "/new/#{path}", "#{query}", 301);
        proxy.rule(RuleAction.redirect(redirect)).serve();
        var answer = proxy.response("/old/page?x=1");
        assertEquals(301, answer.statusCode());
        assertEquals(
                "https://127.0.0.1/new/old/page?x=1",
                answer.headers().firstValue("location").orElse(""));
    }

    @Test
    void weightsAreKeptExactly() throws Exception {
        proxy.targets("blue", blue)
                .targets("green", green)
                .rule(weighted("blue", 80, "green", 20))
                .serve();
        for (int i = 0; i < 100; i++) {
            proxy.get("/");
        }
        assertEquals(List.of(80, 20), List.of(blue.served(), green.served()));
    }

    @Test
    void swapsUnderLoadLoseNoRequestAndTakeEffectAtOnce() throws Exception {
        proxy.targets("blue", blue).targets("green", green);
        proxy.rule(weighted("blue", 100, "green", 0)).serve();
        var going = new AtomicBoolean(true);
        var failed = new AtomicInteger();
        var callers = Stream.generate(() -> Thread.ofVirtual().start(() -> call(going, failed)))
                .limit(4)
                .toList();
        for (int round = 1; round <= 20; round++) {
            proxy.noRules()
                    .rule(weighted("blue", round % 2 * 100, "green", 100 - round % 2 * 100))
                    .serve();
        }
        int before = blue.served();
        going.set(false);
        for (var caller : callers) {
            caller.join();
        }
        assertEquals(0, failed.get());
        assertTrue(blue.served() - before <= callers.size(), "only requests under way may still reach blue");
        assertEquals("green", proxy.get("/"));
    }

    private void call(AtomicBoolean going, AtomicInteger failed) {
        while (going.get()) {
            try {
                if (proxy.response("/").statusCode() != 200) {
                    failed.incrementAndGet();
                }
            } catch (Exception lost) {
                failed.incrementAndGet();
            }
        }
    }

    @Test
    void aDrainingTargetFinishesWhatItBeganAndGetsNothingNew() throws Exception {
        proxy.group(group("web", plain(), healthy(blue))).rule(forward("web")).serve();
        var slow = CompletableFuture.supplyAsync(() -> body("/wait"));
        blue.awaitEntered();

        var leaving = TestProxy.endpoint(blue.port(), TargetHealth.HEALTHY, true);
        proxy.group(group("web", plain(), leaving, healthy(green))).serve();
        for (int i = 0; i < 10; i++) {
            assertEquals("green", proxy.get("/"));
        }
        assertEquals(List.of(), proxy.drained());
        blue.release();

        assertEquals("blue at last", slow.get());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> proxy.drained().equals(List.of(new Target("127.0.0.1", blue.port()))));
    }

    private String body(String path) {
        try {
            return proxy.get(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void healthDecidesWhoGetsTraffic() throws Exception {
        proxy.targets("web", blue, green).rule(forward("web")).serve();
        blue.health(500);
        await().atMost(Duration.ofMinutes(1)).until(() -> proxy.said(blue, TargetState.UNHEALTHY));
        for (int i = 0; i < 10; i++) {
            assertEquals("green", proxy.get("/"));
        }
        blue.health(204);
        await().atMost(Duration.ofMinutes(1)).until(() -> proxy.said(blue, TargetState.HEALTHY));
        var seen = Stream.of(proxy.get("/"), proxy.get("/")).sorted().toList();
        assertEquals(List.of("blue", "green"), seen);
        assertFalse(proxy.said(green, TargetState.UNHEALTHY));
    }

    @Test
    void aNewTargetGetsTrafficWithItsFirstGoodCheckAndAllDoWhereNoneIsHealthy() throws Exception {
        blue.health(503);
        var fresh = TestProxy.endpoint(blue.port(), TargetHealth.REGISTERING, false);
        proxy.group(group("web", plain(), fresh)).rule(forward("web")).serve();
        await().atMost(Duration.ofMinutes(1)).until(() -> proxy.said(blue, TargetState.UNHEALTHY));
        assertEquals(List.of(blue.port() + " INITIAL", blue.port() + " UNHEALTHY"), proxy.judged());
        assertEquals("blue", proxy.get("/"));

        var second = TestProxy.endpoint(green.port(), TargetHealth.REGISTERING, false);
        proxy.group(group("web", plain(), fresh, second)).serve();
        await().atMost(Duration.ofMinutes(1)).until(() -> proxy.said(green, TargetState.HEALTHY));
        assertEquals("green", proxy.get("/"));
    }

    @Test
    void aClientStaysWithItsTarget() throws Exception {
        var sticky = new Balance(true, Duration.ofHours(1), Duration.ZERO, false);
        proxy.group(group("web", sticky, healthy(blue), healthy(green)))
                .rule(forward("web"))
                .serve();
        var first = proxy.response("/");
        var cookie = first.headers().firstValue("set-cookie").orElse("");
        assertTrue(cookie.startsWith("AWSALB=") && cookie.contains("Max-Age=3600"), cookie);
        var kept = cookie.substring(0, cookie.indexOf(';'));
        for (int i = 0; i < 6; i++) {
            assertEquals(first.body(), proxy.get("/", "cookie", kept));
        }
        assertEquals(2, Stream.of(proxy.get("/"), proxy.get("/")).distinct().count());
    }

    @Test
    void theLeastBusyTargetIsNext() throws Exception {
        var least = new Balance(false, Duration.ZERO, Duration.ZERO, true);
        proxy.group(group("web", least, healthy(blue))).rule(forward("web")).serve();
        var slow = CompletableFuture.supplyAsync(() -> body("/wait"));
        blue.awaitEntered();
        proxy.group(group("web", least, healthy(blue), healthy(green))).serve();
        for (int i = 0; i < 10; i++) {
            assertEquals("green", proxy.get("/"));
        }
        blue.release();
        assertEquals("blue at last", slow.get());
    }

    @Test
    void headersTellWhereARequestCameFromAndHopsAreNotPassedOn() throws Exception {
        proxy.targets("web", blue).rule(forward("web")).serve();
        var answer = raw("""
                GET / HTTP/1.1\r
                Host: shop\r
                X-Forwarded-For: 203.0.113.9\r
                X-Secret: 1\r
                TE: gzip\r
                Connection: close, x-secret\r
                \r
                """);
        var seen = blue.headers();
        assertEquals(List.of("203.0.113.9, 127.0.0.1"), seen.get("X-forwarded-for"));
        assertEquals(List.of("http"), seen.get("X-forwarded-proto"));
        assertEquals(List.of(Integer.toString(proxy.port())), seen.get("X-forwarded-port"));
        assertEquals(List.of("shop:" + proxy.port()), seen.get("Host"));
        assertFalse(seen.containsKey("X-secret") || seen.containsKey("Te"), seen.toString());
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("keep-alive"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    }

    @Test
    void whoCannotBeReachedIsPassedOver() throws Exception {
        int dead;
        try (var free = new ServerSocket(0)) {
            dead = free.getLocalPort();
        }
        var gone = TestProxy.endpoint(dead, TargetHealth.HEALTHY, false);
        proxy.group(group("web", plain(), gone, healthy(blue)))
                .rule(forward("web"))
                .serve();
        for (int i = 0; i < 4; i++) {
            assertEquals("blue", proxy.get("/"));
        }
        proxy.group(group("web", plain(), gone)).serve();
        assertEquals(502, proxy.response("/").statusCode());
    }

    @Test
    void aGroupWithoutTargetsIsUnavailableAndASilentTargetTimesOut() throws Exception {
        proxy.group(group("web", plain()))
                .rule(forward("web"))
                .idle(Duration.ofSeconds(1))
                .serve();
        assertEquals(503, proxy.response("/").statusCode());
        proxy.targets("web", blue).serve();
        assertEquals(504, proxy.response("/hang").statusCode());
        proxy.group(group("blue", plain(), healthy(blue)))
                .noRules()
                .rule(weighted("blue", 0, "web", 0))
                .serve();
        assertEquals(503, proxy.response("/").statusCode());
    }

    @Test
    void aTargetThatBreaksOffIsABadGateway() throws Exception {
        try (var rude = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(rude));
            proxy.group(group("web", plain(), TestProxy.endpoint(rude.getLocalPort(), TargetHealth.HEALTHY, false)))
                    .rule(forward("web"))
                    .serve();
            assertEquals(502, proxy.response("/").statusCode());
        }
    }

    private static void hangUp(ServerSocket rude) {
        while (!rude.isClosed()) {
            try (var socket = rude.accept()) {
                int first = socket.getInputStream().read();
                assertTrue(first >= 0);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void bodiesGoThroughAsTheyAre() throws Exception {
        proxy.targets("web", blue).rule(forward("web")).serve();
        var sent = new byte[3_000_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        for (var body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(sent),
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(sent)))) {
            var post = HttpRequest.newBuilder(proxy.uri("/echo")).POST(body).build();
            var answer = proxy.http().send(post, HttpResponse.BodyHandlers.ofByteArray());
            assertTrue(Arrays.equals(sent, answer.body()));
        }
    }

    @Test
    void whoReadsSlowlyHoldsUpTheTargetAndNotTheMemory() throws Exception {
        proxy.targets("web", blue).rule(forward("web")).serve();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var seen = new ArrayList<Long>();
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                seen.add(blue.written());
                int last = seen.size() - 1;
                return last >= 3 && seen.get(last) > 0 && seen.get(last).equals(seen.get(last - 3));
            });
            assertTrue(blue.written() < 32_000_000, blue.written() + " bytes were taken that nobody reads");
        }
    }

    @Test
    void http2InTheClearIsSpoken() throws Exception {
        proxy.targets("web", blue).rule(forward("web")).serve();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int i = 0; i < 3; i++) {
                var answer = client.send(
                        HttpRequest.newBuilder(proxy.uri("/")).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals("blue", answer.body());
                assertEquals(HttpClient.Version.HTTP_2, answer.version());
            }
        }
    }

    /// What a server says to these bytes, up to its end.
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
