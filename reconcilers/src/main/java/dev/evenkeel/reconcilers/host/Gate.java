package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.ContainerDefinition.Dependency;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the dependencies of a container let it start.
sealed interface Gate {
    Gate OPEN = new Open();

    /// It may start.
    record Open() implements Gate {}

    /// Not yet.
    ///
    /// @param until when waiting is given up, if ever
    record Shut(Optional<Instant> until) implements Gate {}

    /// Never: its task ends.
    record Barred(String reason) implements Gate {}

    /// Looks at all dependencies of a container; the worst of them decides.
    static Gate of(ContainerPlan plan, RunTask wanted, TaskMemory memory, Instant now) {
        Gate worst = OPEN;
        for (var dependency : plan.definition().startsAfter()) {
            var gate = of(plan, dependency, memory.container(dependency.container()), timeout(wanted, dependency), now);
            worst = worse(worst, gate);
        }
        return worst;
    }

    private static Gate of(
            ContainerPlan plan, Dependency dependency, ContainerMemory target, @Nullable Integer timeout, Instant now) {
        if (isMet(dependency.condition(), target)) {
            return OPEN;
        }
        if (target.ended()) {
            return new Barred(name(plan) + "dependency " + dependency.container() + " ended and cannot become "
                    + dependency.condition());
        }
        var until = deadline(dependency.condition(), target, timeout);
        if (until.isPresent() && !now.isBefore(until.get())) {
            return new Barred(String.format(
                    Locale.ROOT,
                    "%sdependency %s did not become %s within %d s",
                    name(plan),
                    dependency.container(),
                    dependency.condition(),
                    timeout));
        }
        return new Shut(until);
    }

    private static String name(ContainerPlan plan) {
        return "Container " + plan.name() + " could not start: ";
    }

    private static boolean isMet(Condition condition, ContainerMemory target) {
        var end = target.end();
        return switch (condition) {
            case START -> target.started();
            case COMPLETE -> target.ended() && target.started();
            case SUCCESS -> end != null && end.exitCode() instanceof Integer code && code == 0;
            case HEALTHY -> !target.ended() && target.health() == Health.HEALTHY;
        };
    }

    /// The time of a dependency counts from its own start, as in ECS; that it starts at all has no limit.
    private static Optional<Instant> deadline(Condition condition, ContainerMemory target, @Nullable Integer timeout) {
        if (condition == Condition.START || timeout == null || !(target.startedAt() instanceof Instant started)) {
            return Optional.empty();
        }
        return Optional.of(started.plusSeconds(timeout));
    }

    private static @Nullable Integer timeout(RunTask wanted, Dependency dependency) {
        return wanted.containers().stream()
                .filter(c -> c.name().equals(dependency.container()))
                .findFirst()
                .map(c -> c.definition().life().startTimeout())
                .orElse(null);
    }

    private static Gate worse(Gate one, Gate other) {
        return switch (one) {
            case Open _ -> other;
            case Barred _ -> one;
            case Shut shut ->
                switch (other) {
                    case Open _ -> one;
                    case Barred _ -> other;
                    case Shut also -> new Shut(earlier(shut.until, also.until));
                };
        };
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
