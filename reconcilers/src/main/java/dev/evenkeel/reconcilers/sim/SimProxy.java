package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.Routes.Endpoint;
import dev.evenkeel.reconcilers.balancing.Routes.Group;
import dev.evenkeel.reconcilers.balancing.Routing;
import dev.evenkeel.reconcilers.command.ProxyCommand;
import dev.evenkeel.reconcilers.command.ProxyCommand.AcknowledgeRoutes;
import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.HealthCode;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A proxy in the server's process that pretends: it takes routes over a moment after they were decided, judges targets
/// by the containers behind them, and has requests under way that end sooner or later than a target may drain.
final class SimProxy {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int UNHEALTHY_AFTER = 2;
    private static final TargetHealth BROKEN = new TargetHealth(
            TargetState.UNHEALTHY, HealthCode.RESPONSE_CODE_MISMATCH, "Health checks failed with these codes: [500]");

    private final Agenda agenda;
    private final Dice dice;
    private final Trace trace;
    private final List<SimHost> hosts;
    private @Nullable Session session;
    private boolean deaf;

    SimProxy(Agenda agenda, Dice dice, Trace trace, List<SimHost> hosts) {
        this.agenda = agenda;
        this.dice = dice;
        this.trace = trace;
        this.hosts = hosts;
    }

    /// What ends with the server's process.
    private static final class Session {
        private final LedgerCore ledger;
        private final TreeMap<TargetRow.Key, Chart> charts = new TreeMap<>();
        private final TreeSet<TargetRow.Key> leaving = new TreeSet<>();
        private Routes routes = Routes.NONE;

        Session(LedgerCore ledger) {
            this.ledger = ledger;
        }
    }

    /// What is thought of a target since it was registered.
    private static final class Chart {
        private final Instant registeredAt;
        private TargetHealth health;
        private int failures;

        Chart(Endpoint endpoint) {
            this.registeredAt = endpoint.registeredAt();
            this.health = endpoint.known();
        }
    }

    void start(LedgerCore ledger) {
        var begun = new Session(ledger);
        session = begun;
        serve(begun, Routing.of(ledger.state()));
        agenda.after(ROUND, () -> round(begun));
    }

    void stop() {
        session = null;
    }

    /// Whether it goes on serving what it has, whatever it is told.
    void deaf(boolean now) {
        deaf = now;
        if (session instanceof Session alive) {
            serve(alive, Routing.of(alive.ledger.state()));
        }
    }

    void changed(State before, State after) {
        if (session instanceof Session alive
                && !before.balancers().changed().equals(after.balancers().changed())) {
            serve(alive, Routing.of(after));
        }
    }

    /// Whether a request that came now might be sent to a task.
    boolean leadsTo(TaskId task) {
        return session instanceof Session alive
                && alive.routes.groups().stream()
                        .anyMatch(group -> group.endpoints().stream()
                                .anyMatch(endpoint -> !endpoint.draining()
                                        && owner(alive, group, endpoint)
                                                .filter(task::equals)
                                                .isPresent()));
    }

    private void serve(Session alive, Routes next) {
        agenda.after(Duration.ofMillis(1 + dice.below(300)), () -> {
            if (session != alive || deaf || next.revision().compareTo(alive.routes.revision()) <= 0) {
                return;
            }
            alive.routes = next;
            trace.add("proxy", () -> "serves " + next.revision());
            tell(alive, new AcknowledgeRoutes(hosts.getFirst().id, next.revision()));
            next.groups()
                    .forEach(group -> group.endpoints().stream()
                            .filter(Endpoint::draining)
                            .forEach(endpoint -> finish(alive, key(group, endpoint))));
        });
    }

    /// The last request of some targets ends, and of others not in time.
    private void finish(Session alive, TargetRow.Key key) {
        if (alive.leaving.add(key) && dice.chance(70)) {
            agenda.after(Duration.ofMillis(dice.below(8_000)), () -> {
                if (session == alive && alive.leaving.remove(key)) {
                    tell(alive, new ReleaseTarget(key.group(), key.target()));
                }
            });
        }
    }

    /// Asks every target.
    private void round(Session alive) {
        if (session != alive) {
            return;
        }
        for (var group : alive.routes.groups()) {
            for (var endpoint : group.endpoints()) {
                if (!endpoint.draining()) {
                    alive.leaving.remove(key(group, endpoint));
                    ask(alive, group, endpoint);
                }
            }
        }
        agenda.after(ROUND, () -> round(alive));
    }

    private void ask(Session alive, Group group, Endpoint endpoint) {
        var key = key(group, endpoint);
        var chart = alive.charts.get(key);
        if (chart == null || !chart.registeredAt.equals(endpoint.registeredAt())) {
            chart = new Chart(endpoint);
            alive.charts.put(key, chart);
        }
        var found = owner(alive, group, endpoint).map(this::found).orElse(BROKEN);
        chart.failures = found.state() == TargetState.UNHEALTHY ? chart.failures + 1 : 0;
        boolean waits = chart.failures > 0 && chart.failures < UNHEALTHY_AFTER;
        if (!waits && !found.equals(chart.health)) {
            chart.health = found;
            judge(alive, chart, new JudgeTarget(group.id(), endpoint.target(), found));
        }
    }

    /// What the ledger did not take is told again, unless something else is thought by then.
    private void judge(Session alive, Chart chart, JudgeTarget verdict) {
        tell(alive, verdict).exceptionally(lost -> {
            agenda.after(AGAIN, () -> {
                if (session == alive && chart.health.equals(verdict.health())) {
                    judge(alive, chart, verdict);
                }
            });
            return null;
        });
    }

    /// How the container of a task answers that gets traffic.
    private TargetHealth found(TaskId task) {
        var container = hosts.stream()
                .flatMap(host -> host.engine.containers().stream())
                .filter(there ->
                        there.key.task().equals(task) && there.key.name().equals(Blueprint.SERVING))
                .filter(SimContainer::running)
                .findFirst();
        return container.map(this::found).orElse(BROKEN);
    }

    private TargetHealth found(SimContainer container) {
        var age = container.startedAt == null ? Duration.ZERO : Duration.between(container.startedAt, agenda.now());
        return switch (container.image.health()) {
            case ImagePlan.HealthPlan.HealthyAfter plan ->
                age.compareTo(plan.after()) >= 0 ? TargetHealth.HEALTHY : TargetHealth.CHECKING;
            case ImagePlan.HealthPlan.UnhealthyAfter plan ->
                age.compareTo(plan.after()) >= 0 ? BROKEN : TargetHealth.HEALTHY;
            case ImagePlan.HealthPlan.SoursAfter plan ->
                age.compareTo(plan.unhealthy()) >= 0
                        ? BROKEN
                        : age.compareTo(plan.healthy()) >= 0 ? TargetHealth.HEALTHY : TargetHealth.CHECKING;
        };
    }

    private static Optional<TaskId> owner(Session alive, Group group, Endpoint endpoint) {
        return alive.ledger
                .state()
                .balancers()
                .targets()
                .get(key(group, endpoint))
                .flatMap(row -> Optional.ofNullable(row.task()));
    }

    private static TargetRow.Key key(Group group, Endpoint endpoint) {
        return new TargetRow.Key(group.id(), endpoint.target());
    }

    private CompletionStage<?> tell(Session alive, ProxyCommand command) {
        return alive.ledger.submit(new Origin.ProxyReport(hosts.getFirst().id), command);
    }
}
