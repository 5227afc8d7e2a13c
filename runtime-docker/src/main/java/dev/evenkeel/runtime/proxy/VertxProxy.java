package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Proxy;
import dev.evenkeel.reconcilers.balancing.ProxyReports;
import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data plane on Vert.x' event loops.
///
/// Routes are taken over on one context, one after another: targets first, then sockets that are new, then the table
/// that all requests look into, then sockets that are not wanted any more.
public final class VertxProxy implements Proxy {
    private static final Logger LOG = LoggerFactory.getLogger(VertxProxy.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 5_000;
    private static final Duration FAREWELL = Duration.ofSeconds(30);
    private static final Duration HASTE = Duration.ofSeconds(1);

    private final ProxyReports reports;
    private final CertificateFolder certificates;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final Lanes lanes = Lanes.of(vertx);
    private final Context context = vertx.getOrCreateContext();
    private final NetClient sockets = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    private final Clients.Connections connections = new Clients.Connections(vertx);
    private final Traffic traffic = new Traffic();
    private final Nurse nurse;

    private final Map<TargetGroupId, Pool> pools = new TreeMap<>();
    private final Map<Door.Address, Door> doors = new HashMap<>();
    private @Nullable Routes next;
    private boolean busy;
    private volatile Table table = Table.EMPTY;
    private volatile boolean closed;

    /// A proxy that has nothing to do yet.
    ///
    /// @param certificates where the certificates of TLS listeners are
    public VertxProxy(ProxyReports reports, CertificateFolder certificates) {
        this.reports = reports;
        this.certificates = certificates;
        this.nurse = new Nurse(vertx, context, new HealthChecks(vertx, sockets), reports, System::nanoTime);
    }

    @Override
    public void serve(Routes routes) {
        context.runOnContext(_ -> {
            next = routes;
            turn();
        });
    }

    @Override
    public TrafficReport traffic() {
        return traffic.report();
    }

    /// Takes over the newest routes, if none are being taken over.
    private void turn() {
        var routes = next;
        if (busy || closed || routes == null) {
            return;
        }
        busy = true;
        next = null;
        updatePools(routes);
        openDoors(routes).onComplete(_ -> {
            table = Table.of(routes, pools);
            closeDoors(routes);
            dropPools(routes);
            traffic.keep(routes);
            nurse.lookAfter(pools.values());
            reports.served(routes.revision());
            pools.values().forEach(pool -> pool.members().forEach(member -> release(pool, member)));
            busy = false;
            turn();
        });
    }

    private void updatePools(Routes routes) {
        for (var group : routes.groups()) {
            var known = pools.get(group.id());
            if (known == null) {
                pools.put(group.id(), new Pool(group, System::nanoTime));
            } else {
                known.update(group);
            }
        }
    }

    private void dropPools(Routes routes) {
        var wanted = new HashSet<TargetGroupId>();
        routes.groups().forEach(group -> wanted.add(group.id()));
        for (var id : List.copyOf(pools.keySet())) {
            if (!wanted.contains(id)) {
                pools.remove(id);
                connections.close(id);
            }
        }
    }

    private static List<Door.Address> addresses(Routes routes) {
        var addresses = new ArrayList<Door.Address>();
        for (var balancer : routes.balancers()) {
            for (var listener : balancer.listeners()) {
                addresses.add(new Door.Address(
                        listener.id(),
                        balancer.address(),
                        listener.port(),
                        listener.protocol(),
                        listener.certificates(),
                        balancer.web().idle()));
            }
        }
        return addresses;
    }

    /// A socket that changes what it is must be closed before it is opened again.
    private Future<?> openDoors(Routes routes) {
        var opening = new ArrayList<Future<?>>();
        for (var address : addresses(routes)) {
            if (!doors.containsKey(address)) {
                var before = doors.keySet().stream().filter(address::sameSocket).findFirst();
                var freed = before.<Future<?>>map(old -> remove(old, HASTE)).orElseGet(Future::succeededFuture);
                opening.add(freed.eventually(() -> open(address)));
            }
        }
        return opening.isEmpty() ? Future.succeededFuture() : Future.join(opening);
    }

    private Future<?> open(Door.Address address) {
        try {
            var door = door(address);
            doors.put(address, door);
            return door.open().onFailure(cause -> shut(address, cause));
        } catch (IllegalStateException noCertificate) {
            shut(address, noCertificate);
            return Future.succeededFuture();
        }
    }

    private Door door(Door.Address address) {
        boolean secure = address.protocol() == BalancerProtocol.HTTPS;
        var clients = new Clients(connections, traffic, secure, 0, this::release);
        return address.protocol() == BalancerProtocol.TCP
                ? new TcpDoor(vertx, lanes, address, sockets, () -> table, clients)
                : new WebDoor(vertx, lanes, address, certificates, () -> table, clients);
    }

    /// Others need not wait for a port that somebody else has; it is tried again until it is free or not wanted.
    private void shut(Door.Address address, Throwable cause) {
        LOG.warn("cannot listen on {}:{}: {}", address.host(), address.port(), cause.getMessage());
        context.runOnContext(_ -> doors.remove(address));
        vertx.setTimer(RETRY_MILLIS, _ -> context.runOnContext(_ -> again()));
    }

    private void again() {
        if (next == null) {
            next = table.routes();
        }
        turn();
    }

    private void closeDoors(Routes routes) {
        var wanted = new HashSet<>(addresses(routes));
        for (var address : List.copyOf(doors.keySet())) {
            if (!wanted.contains(address)) {
                remove(address, FAREWELL);
            }
        }
    }

    private Future<?> remove(Door.Address address, Duration farewell) {
        var door = doors.remove(address);
        return door == null ? Future.succeededFuture() : door.close(farewell);
    }

    private void release(Pool pool, Member member) {
        if (member.drained()) {
            reports.drained(pool.group().id(), member.endpoint().target());
        }
    }

    /// Closes everything at once.
    @Override
    public void close() {
        closed = true;
        context.runOnContext(_ -> nurse.leave());
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("while closing the proxy", e);
        }
    }
}
