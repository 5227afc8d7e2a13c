package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.NetworkMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoint itself: an HTTP server at an address that containers reach whatever their network is, and the
/// variables that tell them where it is. Paths are secret and appear in no log.
public final class MetadataServer implements Introduction, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Pages pages;
    private final Keys keys;

    private MetadataServer(HttpServer server, ExecutorService threads, Pages pages, Keys keys) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
        this.keys = keys;
    }

    /// Listens.
    ///
    /// @param at an address of the host that its containers can reach; port 0 takes a free one
    /// @throws IOException when the address cannot be listened on
    public static MetadataServer start(InetSocketAddress at, Pages pages, Keys keys) throws IOException {
        var http = HttpServer.create(at, BACKLOG);
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("metadata-", 0).factory());
        var server = new MetadataServer(http, threads, pages, keys);
        http.createContext("/", server::handle);
        http.setExecutor(threads);
        http.start();
        return server;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public Optional<InetSocketAddress> endpoint() {
        return Optional.of(address());
    }

    /// Credentials are asked for at an address of their own, which exists in the networks that we make for tasks only.
    @Override
    public Map<String, String> environment(Step.Create create) {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_EXECUTION_ENV", pages.isFargate(create.container()) ? "AWS_ECS_FARGATE" : "AWS_ECS_EC2");
        if (create.networkMode() == NetworkMode.NONE) {
            return variables;
        }
        var base = "http://" + address().getAddress().getHostAddress() + ":"
                + address().getPort();
        var id = keys.of(create.container());
        variables.put("ECS_CONTAINER_METADATA_URI", base + "/v3/" + id);
        variables.put("ECS_CONTAINER_METADATA_URI_V4", base + "/v4/" + id);
        variables.put("ECS_AGENT_URI", base + "/api/" + id);
        if (create.networkMode() == NetworkMode.AWSVPC && pages.hasRole(create.container())) {
            variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/" + id);
        }
        return variables;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            send(exchange, reply(exchange, body));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("a container was not answered: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("a container was not answered", e);
        }
    }

    private Reply reply(HttpExchange exchange, byte[] body) throws InterruptedException {
        if (body.length > LONGEST_BODY) {
            return Reply.told(413, "The request is too large");
        }
        try {
            return pages.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
        } catch (IOException e) {
            LOG.debug("the engine does not say what a container asks for: {}", e.getMessage());
            return Reply.told(500, "The engine does not answer at present");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = JSON.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
