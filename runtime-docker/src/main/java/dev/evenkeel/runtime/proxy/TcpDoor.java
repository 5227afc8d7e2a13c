package dev.evenkeel.runtime.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Listens for connections, and passes their bytes on to a target and back.
final class TcpDoor implements Door {
    private static final int IDLE_SECONDS = 350;

    private final Vertx vertx;
    private final Lanes lanes;
    private final Address address;
    private final Supplier<Table> table;
    private final Clients clients;
    private final NetClient client;
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();

    TcpDoor(Vertx vertx, Lanes lanes, Address address, NetClient client, Supplier<Table> table, Clients clients) {
        this.vertx = vertx;
        this.lanes = lanes;
        this.address = address;
        this.client = client;
        this.table = table;
        this.clients = clients;
    }

    @Override
    public Future<?> open() {
        var options = new NetServerOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setIdleTimeout(IDLE_SECONDS);
        return lanes.each(_ -> {
            var server = vertx.createNetServer(options).connectHandler(this::handle);
            servers.add(server);
            return server.listen();
        });
    }

    private void handle(NetSocket socket) {
        socket.pause();
        var traffic = clients.traffic().of(address.listener().balancer());
        traffic.requested();
        var entry = table.get().listeners().get(address.listener());
        var pool = entry == null ? null : entry.rules().getLast().next();
        if (pool == null) {
            socket.close();
        } else {
            attempt(socket, pool, new HashSet<>());
        }
    }

    private void attempt(NetSocket socket, Pool pool, Set<Member> tried) {
        var member = choose(socket, pool, tried);
        if (member == null) {
            socket.close();
            return;
        }
        if (!member.begin()) {
            clients.leaving(pool, member);
            attempt(socket, pool, tried);
            return;
        }
        client.connect(member.address()).onComplete(target -> {
            if (target.succeeded()) {
                var traffic = clients.traffic().of(address.listener().balancer());
                traffic.connected();
                Tunnel.join(socket, target.result(), () -> {
                    traffic.disconnected();
                    finished(pool, member);
                });
            } else {
                clients.traffic()
                        .of(address.listener().balancer())
                        .to(pool.group().id())
                        .unreachable();
                finished(pool, member);
                tried.add(member);
                attempt(socket, pool, tried);
            }
        });
    }

    private static @Nullable Member choose(NetSocket socket, Pool pool, Set<Member> tried) {
        boolean sticky = pool.group().balance().sticky() && tried.isEmpty();
        return sticky ? pool.byAddress(socket.remoteAddress().hostAddress()) : pool.next(tried);
    }

    private void finished(Pool pool, Member member) {
        member.end();
        clients.leaving(pool, member);
    }

    @Override
    public Future<?> close(Duration farewell) {
        return Future.join(servers.stream()
                .map(server -> server.shutdown(farewell.toSeconds(), TimeUnit.SECONDS))
                .toList());
    }
}
