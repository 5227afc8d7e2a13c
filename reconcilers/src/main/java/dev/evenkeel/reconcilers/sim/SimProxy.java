package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.ProxyCommand.AcknowledgeRoutes;
import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.state.Balancers;
import dev.evenkeel.store.state.TargetRow;
import java.time.Duration;

/// The pretended proxy of a host, without any traffic: soon after routes change it serves them, targets of groups that
/// are in use are healthy, and what drains has nothing under way.
final class SimProxy {
    private static final Duration EACH = Duration.ofMillis(700);

    private final HostId host;
    private final Agenda agenda;
    private final SimServer server;
    private boolean deaf;

    SimProxy(HostId host, Agenda agenda, SimServer server) {
        this.host = host;
        this.agenda = agenda;
        this.server = server;
    }

    void start() {
        agenda.after(EACH, this::look);
    }

    /// Whether it serves what it has, whatever it is told.
    void deaf(boolean now) {
        deaf = now;
    }

    private void look() {
        if (server.isUp()) {
            var balancers = server.state().balancers();
            balancers.targets().values().forEach(row -> judge(balancers, row));
            boolean behind = balancers
                    .served()
                    .get(host)
                    .filter(row -> row.revision().compareTo(balancers.changed()) >= 0)
                    .isEmpty();
            if (behind && !deaf) {
                tell(new AcknowledgeRoutes(host, balancers.changed()));
            }
        }
        start();
    }

    private void judge(Balancers balancers, TargetRow row) {
        var key = row.key();
        if (row.draining()) {
            tell(new ReleaseTarget(key.group(), key.target()));
        } else if (!row.health().equals(TargetHealth.HEALTHY)
                && balancers.rulesTo(key.group()).findAny().isPresent()) {
            tell(new JudgeTarget(key.group(), key.target(), TargetHealth.HEALTHY));
        }
    }

    private void tell(Command<Boolean> news) {
        server.submit(new Origin.ProxyReport(host), news);
    }
}
