package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Listens for HTTP, on every event loop.
final class WebDoor implements Door {
    private static final int HEADER_BYTES = 64 * 1024;
    private static final int LINE_BYTES = 16 * 1024;
    /// An answer that a target is too late for must come before the connection goes.
    private static final int GRACE_SECONDS = 5;

    private final Vertx vertx;
    private final Lanes lanes;
    private final Address address;
    private final Supplier<Table> table;
    private final Clients clients;
    private final HttpServerOptions options;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    WebDoor(
            Vertx vertx,
            Lanes lanes,
            Address address,
            CertificateFolder certificates,
            Supplier<Table> table,
            Clients clients) {
        this.vertx = vertx;
        this.lanes = lanes;
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
        return lanes.each(this::listen);
    }

    private Future<?> listen(int lane) {
        var own = clients.inLane(lane);
        var server = vertx.createHttpServer(options).requestHandler(request -> handle(request, own));
        server.connectionHandler(connection -> {
            var traffic = clients.traffic().of(address.listener().balancer());
            traffic.connected();
            connection.closeHandler(_ -> traffic.disconnected());
        });
        servers.add(server);
        return server.listen();
    }

    private void handle(HttpServerRequest request, Clients own) {
        var entry = table.get().listeners().get(address.listener());
        if (entry == null) {
            ErrorPages.send(request.response(), 503);
        } else {
            new Exchange(request, entry, own).begin();
        }
    }

    @Override
    public Future<?> close(Duration farewell) {
        return Future.join(servers.stream()
                .map(server -> server.shutdown(farewell.toSeconds(), TimeUnit.SECONDS))
                .toList());
    }
}
