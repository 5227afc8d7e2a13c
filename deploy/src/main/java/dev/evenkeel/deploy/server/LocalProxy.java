package dev.evenkeel.deploy.server;

import dev.evenkeel.deploy.config.BalancingSettings;
import dev.evenkeel.reconcilers.balancing.Proxy;
import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.Routing;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.runtime.dns.DnsServer;
import dev.evenkeel.runtime.proxy.CertificateFolder;
import dev.evenkeel.runtime.proxy.VertxProxy;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.DnsNames;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxy in the server's own process: hears of every batch, and tells the ledger what it sees. Beside it, the names
/// of load balancers are answered.
final class LocalProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProxy.class);

    private final ProxyNews news;
    private final Proxy proxy;
    private final @Nullable DnsServer names;
    private volatile Routes routes = Routes.NONE;

    private LocalProxy(HostId host, LedgerCore ledger, BalancingSettings settings) {
        this.news = new ProxyNews(host, ledger);
        this.proxy = new VertxProxy(news, new CertificateFolder(settings.certificates()));
        this.names = settings.dns() == null ? null : names(settings.dns());
    }

    /// Serves what the ledger says. The ledger must not run yet, or batches could be missed.
    static LocalProxy start(HostId host, LedgerCore ledger, BalancingSettings settings) {
        var local = new LocalProxy(host, ledger, settings);
        local.serve(ledger.state());
        ledger.listen(local::changed);
        return local;
    }

    /// Where instances are reached is told by their hosts.
    private void changed(Batch batch, State before, State after) {
        boolean routed = !before.balancers().changed().equals(after.balancers().changed());
        boolean moved = batch.entries().stream().anyMatch(entry -> entry.event() instanceof HostEvent);
        if (routed || moved) {
            serve(after);
        }
    }

    /// What has gone through the proxy.
    TrafficReport traffic() {
        return proxy.traffic();
    }

    private void serve(State state) {
        var now = Routing.of(state);
        if (!now.equals(routes)) {
            routes = now;
            proxy.serve(now);
        }
    }

    /// Another server on this machine may answer there already; load balancers are reached by their addresses too.
    private @Nullable DnsServer names(String at) {
        int colon = at.lastIndexOf(':');
        var address = new InetSocketAddress(at.substring(0, colon), Integer.parseInt(at.substring(colon + 1)));
        try {
            return DnsServer.start(address, DnsNames.ZONE, this::address);
        } catch (IOException e) {
            LOG.warn("names of load balancers are not answered at {}: {}", at, e.getMessage());
            return null;
        }
    }

    private Optional<byte[]> address(String name) {
        return routes.balancers().stream()
                .filter(balancer -> balancer.name().equals(name))
                .map(balancer -> (int) AddressRange.number(balancer.address()))
                .map(number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array())
                .findFirst();
    }

    @Override
    public void close() {
        if (names != null) {
            names.close();
        }
        news.close();
        proxy.close();
    }
}
