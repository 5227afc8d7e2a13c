package dev.evenkeel.deploy.server;

import dev.evenkeel.reconcilers.command.HostCommand.RegisterHost;
import dev.evenkeel.reconcilers.command.HostCommand.TakeReport;
import dev.evenkeel.reconcilers.host.ContainerDriver;
import dev.evenkeel.reconcilers.host.HostAgent;
import dev.evenkeel.reconcilers.host.LocalHostLink;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.RoleRunner;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The host that the server is itself: its agent in the same process, linked by a queue.
final class LocalHost implements AutoCloseable {
    private final ContainerDriver driver;
    private final LocalHostLink link;
    private final RoleRunner runner;

    private LocalHost(ContainerDriver driver, LocalHostLink link, RoleRunner runner) {
        this.driver = driver;
        this.link = link;
        this.runner = runner;
    }

    /// Registers the host and sets its agent to work. The ledger must not run yet, or batches could be missed.
    ///
    /// @param keep for how long ended containers of stopped tasks are left there
    static LocalHost start(
            HostId host, HostSpec spec, LedgerCore ledger, ContainerDriver driver, Duration keep, InstantSource clock) {
        var link = new LocalHostLink(host, ledger.state(), report -> take(ledger, report));
        ledger.listen((batch, before, after) -> link.published(before, after, batch));
        ledger.submit(new Origin.Lease(host), new RegisterHost(host, spec));
        var agent = new HostAgent(host, link, driver, keep);
        return new LocalHost(
                driver, link, RoleRunner.start(agent, clock, Thread.ofPlatform().name("host")));
    }

    private static CompletionStage<@Nullable Void> take(LedgerCore ledger, Report report) {
        var origin = new Origin.HostReport(report.host(), report.sequence());
        return ledger.submit(origin, new TakeReport(report)).thenApply(_ -> null);
    }

    /// Stops watching; the containers go on.
    @Override
    public void close() {
        runner.close();
        link.close();
        driver.close();
    }
}
