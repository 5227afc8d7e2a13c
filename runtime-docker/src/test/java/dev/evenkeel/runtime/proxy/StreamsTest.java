package dev.evenkeel.runtime.proxy;

import static dev.evenkeel.runtime.proxy.TestProxy.forward;
import static dev.evenkeel.runtime.proxy.TestProxy.group;
import static dev.evenkeel.runtime.proxy.TestProxy.plain;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is not a request and its answer: WebSockets, gRPC, and plain TCP.
final class StreamsTest {
    private final Vertx vertx = Vertx.vertx();
    private TestProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new TestProxy();
    }

    @AfterEach
    void stop() {
        proxy.close();
        soon(vertx.close());
    }

    private static <T> T soon(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aWebSocketGoesThrough() {
        HttpServer echo = soon(vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text)))
                .listen(0, "127.0.0.1"));
        proxy.group(group("web", plain(), TestProxy.endpoint(echo.actualPort(), TargetHealth.HEALTHY, false)))
                .rule(forward("web"))
                .serve();
        var heard = new CompletableFuture<String>();
        var socket = proxy.http()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + proxy.port() + "/chat"), new FirstText(heard))
                .join();
        socket.sendText("hello", true).join();
        assertEquals("echo hello", heard.orTimeout(10, TimeUnit.SECONDS).join());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private record FirstText(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    @Test
    void grpcKeepsItsTrailers() {
        HttpServer server =
                soon(vertx.createHttpServer().requestHandler(StreamsTest::grpc).listen(0, "127.0.0.1"));
        proxy.group(group(
                        "grpc",
                        BalancerProtocol.HTTP,
                        ProtocolVersion.GRPC,
                        plain(),
                        TestProxy.endpoint(server.actualPort(), TargetHealth.HEALTHY, false)))
                .rule(forward("grpc"))
                .serve();
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var told = soon(client.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/hello.Greeter/Greet")
                .compose(request -> request.putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers")
                        .send(Buffer.buffer("ping")))
                .compose(answer -> answer.body()
                        .map(body -> body + " " + answer.getTrailer("grpc-status") + " " + answer.version())));
        assertEquals("ping trailers 7 HTTP_2", told);
    }

    private static void grpc(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            request.response().putTrailer("grpc-status", "7");
            request.response().end(body + " " + request.getHeader("te"));
        });
    }

    @Test
    void tcpIsPassedOnBothWaysAndDrainsWithItsConnections() throws Exception {
        try (var echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> echo(echo));
            var target = TestProxy.endpoint(echo.getLocalPort(), TargetHealth.HEALTHY, false);
            proxy.tcp()
                    .group(group("tcp", BalancerProtocol.TCP, ProtocolVersion.HTTP1, plain(), target))
                    .rule(forward("tcp"))
                    .serve();
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
                assertEquals("ping", new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
                var leaving = TestProxy.endpoint(echo.getLocalPort(), TargetHealth.HEALTHY, true);
                proxy.group(group("tcp", BalancerProtocol.TCP, ProtocolVersion.HTTP1, plain(), leaving))
                        .serve();
                assertEquals(List.of(), proxy.drained());
                socket.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
                assertEquals("pong", new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
            }
            await().until(() -> proxy.drained().equals(List.of(new Target("127.0.0.1", echo.getLocalPort()))));
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                assertEquals(-1, socket.getInputStream().read());
            }
        }
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> copy(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copy(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException gone) {
            // The client went first.
        }
    }
}
