package dev.evenkeel.api.http;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.RawResponse;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket that everything comes in by. Bytes are read and written on an event loop; each request is answered on a
/// virtual thread of its own.
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /// Less than the idle time after which a connection is closed.
    private static final Duration PING_EVERY = Duration.ofSeconds(30);

    private final Settings settings;
    private final Handler handler;
    private final RequestMeter meter;
    private final Vertx vertx;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());
    private final Set<Thread> streaming = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closing = new AtomicBoolean();

    /// @param port 0 for any that is free
    /// @param maxBody bytes of a request's body
    /// @param maxHeader bytes of all headers together
    /// @param grace how long a stop waits for requests under way
    public record Settings(String host, int port, int maxBody, int maxHeader, Duration idle, Duration grace) {
        /// A listener on this address with limits that fit AWS's requests.
        public static Settings on(String host, int port) {
            return new Settings(host, port, 4 << 20, 16 << 10, Duration.ofSeconds(75), Duration.ofSeconds(5));
        }
    }

    private Listener(Settings settings, Handler handler, RequestMeter meter) {
        this.settings = settings;
        this.handler = handler;
        this.meter = meter;
        var noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(noFiles));
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxHeaderSize(settings.maxHeader())
                .setIdleTimeout(Math.toIntExact(settings.idle().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true)
                .setHandle100ContinueAutomatically(true);
        this.server = vertx.createHttpServer(options).requestHandler(this::receive);
    }

    /// Opens the socket.
    ///
    /// @throws UncheckedIOException if the address cannot be listened on
    public static Listener start(Settings settings, Handler handler, RequestMeter meter) {
        var listener = new Listener(settings, handler, meter);
        try {
            listener.server
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return listener;
        } catch (ExecutionException | TimeoutException e) {
            listener.vertx.close();
            var why = e.getCause() == null ? "no answer in time" : e.getCause().getMessage();
            throw new UncheckedIOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + why, new IOException(e));
        } catch (InterruptedException e) {
            listener.vertx.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting to listen", e);
        }
    }

    /// The port that is listened on.
    public int port() {
        return server.actualPort();
    }

    /// Takes no more requests, ends streams, lets what is under way finish within the grace period. Once is enough.
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        streaming.forEach(Thread::interrupt);
        try {
            server.shutdown(settings.grace().toMillis(), TimeUnit.MILLISECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.grace().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Requests were cut off while stopping", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        vertx.close();
    }

    private void receive(HttpServerRequest request) {
        long started = System.nanoTime();
        if (request.canUpgradeToWebSocket()) {
            request.pause();
            threads.execute(() -> answer(request, new byte[0], started));
            return;
        }
        var body = new Body(settings.maxBody());
        request.handler(chunk -> {
            if (!body.take(chunk.getBytes())) {
                request.handler(null);
                request.endHandler(null);
                refuseTooLarge(request, started);
            }
        });
        request.exceptionHandler(gone -> LOG.debug("A client went away while it was sending", gone));
        request.endHandler(_ -> threads.execute(() -> answer(request, body.bytes(), started)));
    }

    /// The rest of the body is not waited for: an HTTP/1 connection ends with the refusal, in HTTP/2 it is dropped.
    private void refuseTooLarge(HttpServerRequest request, long started) {
        boolean shared = request.version() == HttpVersion.HTTP_2;
        request.response().setStatusCode(413).end().onComplete(_ -> {
            if (!shared) {
                request.connection().close();
            }
        });
        meter.answered(new Answer.Label("none", "none"), 413, System.nanoTime() - started);
    }

    private void answer(HttpServerRequest request, byte[] body, long started) {
        var incoming = new Incoming(raw(request, body), UUID.randomUUID().toString(), Instant.now());
        var response = new Response(request.response(), incoming.requestId());
        var answer = handled(incoming);
        int status = 200;
        switch (answer) {
            case Answer.Whole whole -> {
                status = whole.response().status();
                response.send(whole.response());
            }
            case Answer.Streamed streamed -> stream(streamed, response);
            case Answer.Upgraded upgraded -> status = converse(request, upgraded.conversation());
        }
        meter.answered(answer.label(), status, System.nanoTime() - started);
    }

    private Answer handled(Incoming incoming) {
        try {
            return handler.handle(incoming);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(503);
        } catch (RuntimeException e) {
            LOG.error("Request {} failed", incoming.requestId(), e);
            return failed(500);
        }
    }

    private static Answer failed(int status) {
        var text = ApiError.internal().message().getBytes(StandardCharsets.UTF_8);
        var response = new RawResponse(status, Headers.of("content-type", "text/plain"), text);
        return new Answer.Whole(new Answer.Label("none", "none"), response);
    }

    private void stream(Answer.Streamed answer, Response response) {
        streaming.add(Thread.currentThread());
        try {
            if (!closing.get()) {
                response.stream(answer);
            }
        } catch (InterruptedException stopping) {
            LOG.debug("A stream was ended because the server stops");
        } finally {
            streaming.remove(Thread.currentThread());
            response.end();
        }
    }

    /// @return the status that the request ended with
    private int converse(HttpServerRequest request, Conversation conversation) {
        streaming.add(Thread.currentThread());
        var lines = new CompletableFuture<WebSocketLine>();
        vertx.runOnContext(_ -> request.toWebSocket()
                .map(WebSocketLine::new)
                .onSuccess(lines::complete)
                .onFailure(lines::completeExceptionally));
        try {
            var line = lines.get();
            long pings = vertx.setPeriodic(PING_EVERY.toMillis(), _ -> line.ping());
            try {
                conversation.hold(line);
            } finally {
                vertx.cancelTimer(pings);
                line.close();
            }
            return 101;
        } catch (InterruptedException stopping) {
            LOG.debug("A conversation was ended because the server stops");
            return 101;
        } catch (IOException | ExecutionException gone) {
            LOG.debug("The other side of a conversation went away", gone);
            return 400;
        } finally {
            streaming.remove(Thread.currentThread());
        }
    }

    /// The request with its path as it was on the request line: HTTP/2's authority counts as host.
    private static RawRequest raw(HttpServerRequest request, byte[] body) {
        var headers = new LinkedHashMap<String, List<String>>();
        request.headers()
                .forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(value));
        if (request.authority() != null) {
            headers.putIfAbsent("host", List.of(request.authority().toString()));
        }
        var uri = request.uri();
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        return new RawRequest(
                request.method().name(),
                path.isEmpty() ? "/" : path,
                query < 0 ? "" : uri.substring(query + 1),
                new Headers(headers),
                body);
    }
}
