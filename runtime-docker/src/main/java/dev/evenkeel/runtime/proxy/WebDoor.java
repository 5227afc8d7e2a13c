package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Listens for HTTP, on every event loop.
final class WebDoor implements Door {
    private static final int HEADER_BYTES = 64 * 1024;
    private static final int LINE_BYTES = 16 * 1024;
    /// An answer that a target is too late for must come before the connection goes.
    private static final int GRACE_SECONDS = 5;

    private final Vertx vertx;
    private final Address address;
    private final Supplier<Table> table;
    private final Clients clients;
    private final HttpServerOptions options;
    private final List<HttpServer> servers = new ArrayList<>();

    WebDoor(Vertx vertx, Address address, CertificateFolder certificates, Supplier<Table> table, Clients clients) {
        this.vertx = vertx;
        this.address = address;
        this.table = table;
        this.clients = clients;
        this.options = new HttpServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setIdleTimeout((int) address.idle().toSeconds() + GRACE_SECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(LINE_BYTES)
                .setHandle100ContinueAutomatically(true);
        if (address.protocol() == BalancerProtocol.HTTPS) {
            KeyCertOptions keys = certificates.keys(address.certificates());
            options.setSsl(true).setUseAlpn(true).setSni(true).setKeyCertOptions(keys);
        }
    }

    @Override
    public Future<?> open() {
        var opened = new ArrayList<Future<?>>();
        int loops = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < loops; i++) {
            var server = vertx.createHttpServer(options).requestHandler(this::handle);
            server.connectionHandler(connection -> {
                var traffic = clients.traffic().of(address.listener().balancer());
                traffic.connected();
                connection.closeHandler(_ -> traffic.disconnected());
            });
            servers.add(server);
            opened.add(server.listen());
        }
        return Future.join(opened);
    }

    private void handle(HttpServerRequest request) {
        var entry = table.get().listeners().get(address.listener());
        if (entry == null) {
            ErrorPages.send(request.response(), 503);
        } else {
            new Exchange(request, entry, clients).begin();
        }
    }

    @Override
    public Future<?> close(Duration farewell) {
        return Future.join(servers.stream()
                .map(server -> server.shutdown(farewell.toSeconds(), TimeUnit.SECONDS))
                .toList());
    }
}
