package dev.evenkeel.reconcilers.rollout;

import dev.evenkeel.store.model.ServiceSpec;
import java.util.Optional;

/// That a deployment has succeeded before all of its tasks are there.
///
/// @param healthyPercent share of the desired count that has to be healthy
/// @param deferred whether the tasks of older revisions go after the deployment, and not as a part of it
public record EarlySuccess(int healthyPercent, boolean deferred) {
    /// What a service asks for, if it does.
    public static Optional<EarlySuccess> of(ServiceSpec spec) {
        var asked = spec.deploymentConfiguration().struct("earlySuccessCriteria");
        if (!asked.bool("enable").orElse(false)) {
            return Optional.empty();
        }
        int percent = Math.toIntExact(asked.whole("healthyPercent").orElse(100L));
        boolean deferred = asked.text("sourceServiceRevisionCleanup")
                .filter("DEFERRED"::equals)
                .isPresent();
        return Optional.of(new EarlySuccess(percent, deferred));
    }

    /// Healthy tasks that are enough: the share rounded up, at least one.
    public int needed(int desired) {
        return Math.max(1, Math.ceilDiv(desired * healthyPercent, 100));
    }
}
