package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.ContainerDefinition.Dependency;
import java.util.SortedMap;

/// A container starts only once those that it depends on have come as far as it asks.
final class DependencyChecker {
    private final Findings findings;

    DependencyChecker(Findings findings) {
        this.findings = findings;
    }

    /// A container starts for the first time. One that somebody removed by hand cannot be asked any more.
    void started(SimContainer container, SortedMap<ContainerKey, SimContainer> all) {
        for (var dependency : container.plan.definition().startsAfter()) {
            var target = all.get(new ContainerKey(container.key.task(), dependency.container()));
            findings.check(
                    target == null || isMet(dependency, target),
                    "a container starts after those it depends on",
                    Words.of(container.key) + " before " + dependency);
        }
    }

    private static boolean isMet(Dependency dependency, SimContainer target) {
        return switch (dependency.condition()) {
            case START -> target.startedAt != null;
            case COMPLETE -> target.state == State.EXITED;
            case SUCCESS -> target.exitCode instanceof Integer code && code == 0;
            case HEALTHY -> target.wasHealthy;
        };
    }
}
