package dev.evenkeel.deploy.server;

import dev.evenkeel.reconcilers.balancing.ProxyReports;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.ProxyCommand.AcknowledgeRoutes;
import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what a proxy reports to the ledger. Nobody waits for it; what the ledger did not take, as when its disk is
/// full, is told again every second until it does, or until there is something newer to say of the same thing.
final class ProxyNews implements ProxyReports, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyNews.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final HostId host;
    private final LedgerCore ledger;
    private final Map<List<Object>, Command<Boolean>> untold = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ProxyNews(HostId host, LedgerCore ledger) {
        this.host = host;
        this.ledger = ledger;
    }

    @Override
    public void served(Revision revision) {
        tell(List.of(host), new AcknowledgeRoutes(host, revision));
    }

    @Override
    public void judged(TargetGroupId group, Target target, TargetHealth health) {
        tell(List.of("health", group, target), new JudgeTarget(group, target, health));
    }

    @Override
    public void drained(TargetGroupId group, Target target) {
        tell(List.of("drained", group, target), new ReleaseTarget(group, target));
    }

    private void tell(List<Object> about, Command<Boolean> news) {
        untold.put(about, news);
        send(about, news);
    }

    private void send(List<Object> about, Command<Boolean> news) {
        ledger.submit(new Origin.ProxyReport(host), news).whenComplete((_, lost) -> {
            if (lost == null) {
                untold.remove(about, news);
            } else if (!closed) {
                LOG.warn("the ledger did not take {}", news, lost);
                LATER.execute(() -> again(about, news));
            }
        });
    }

    private void again(List<Object> about, Command<Boolean> news) {
        if (!closed && news.equals(untold.get(about))) {
            send(about, news);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
