package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Whether the tasks of one deployment of a service are all there and healthy.
///
/// @param again when that may change merely because time passes
public record Readiness(boolean there, Optional<Instant> again) {
    private static final Readiness NOT_YET = new Readiness(false, Optional.empty());

    /// As many healthy tasks as the service desires now.
    public static Readiness of(State state, ServiceRow service, DeploymentId deployment, Policy policy, Instant now) {
        return service.deployment(deployment)
                .map(row -> {
                    var view = ServiceView.of(state, service.as(row), policy, now);
                    var tasks = view.current();
                    boolean there = tasks.size() >= service.spec().desiredCount()
                            && tasks.stream().allMatch(view.healthy()::test);
                    var again = tasks.stream()
                            .flatMap(task -> view.healthy().pending(task).stream())
                            .min(Comparator.naturalOrder());
                    return new Readiness(there, again);
                })
                .orElse(NOT_YET);
    }
}
