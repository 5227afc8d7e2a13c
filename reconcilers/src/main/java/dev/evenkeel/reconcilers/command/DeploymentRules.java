package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.rollout.EarlySuccess;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.ServiceSpec;
import java.util.Optional;

/// What the parts of a deployment configuration have to do with each other, and with who deploys.
final class DeploymentRules {
    private DeploymentRules() {}

    /// What is wrong about how a service is to be deployed, in ECS's words.
    static Optional<String> problem(ServiceSpec spec) {
        if (spec.minimumHealthyPercent() == 100 && spec.maximumPercent() == 100) {
            return Optional.of(
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
        }
        return controller(spec).or(() -> earlySuccess(spec)).or(() -> ShiftingRules.problem(spec));
    }

    private static Optional<String> controller(ServiceSpec spec) {
        if (spec.controller() == DeploymentController.ECS) {
            return Optional.empty();
        }
        var asked = spec.deploymentConfiguration();
        var feature = asked.struct("deploymentCircuitBreaker").bool("enable").orElse(false)
                ? "Deployment circuit breaker"
                : asked.struct("alarms").bool("enable").orElse(false)
                        ? "Deployment alarms"
                        : asked.struct("earlySuccessCriteria").bool("enable").orElse(false)
                                ? "Early success criteria"
                                : asked.whole("bakeTimeInMinutes").orElse(0L) > 0 ? "Bake time" : "";
        return feature.isEmpty()
                ? Optional.empty()
                : Optional.of(feature + " feature can only be enabled with ECS deployment controller.");
    }

    private static Optional<String> earlySuccess(ServiceSpec spec) {
        int least = spec.minimumHealthyPercent();
        return EarlySuccess.of(spec)
                .filter(early -> early.healthyPercent() < least)
                .map(early -> "earlySuccessCriteria.healthyPercent must be at least minimumHealthyPercent, " + least
                        + ", but was " + early.healthyPercent());
    }
}
