package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.DeploymentStrategy;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.BalancedPort;
import java.util.Optional;

/// What the strategy of a service's deployments has to do with the rest of what is asked of it.
final class ShiftingRules {
    private ShiftingRules() {}

    /// What is wrong, in ECS's words.
    static Optional<String> problem(ServiceSpec spec) {
        var strategy = spec.strategy();
        var asked = spec.deploymentConfiguration();
        return only(asked, "linearConfiguration", strategy, DeploymentStrategy.LINEAR)
                .or(() -> only(asked, "canaryConfiguration", strategy, DeploymentStrategy.CANARY))
                .or(() -> strategy.shifts() ? shifting(spec, asked) : rolling(spec));
    }

    private static Optional<String> only(
            Doc.Struct asked, String member, DeploymentStrategy strategy, DeploymentStrategy wanted) {
        return asked.get(member).isPresent() && strategy != wanted
                ? Optional.of(member + " can only be specified when the deployment strategy is " + wanted
                        + ", but it is " + strategy + ".")
                : Optional.empty();
    }

    private static Optional<String> rolling(ServiceSpec spec) {
        return spec.lifecycleHooks().isEmpty()
                ? Optional.empty()
                : Optional.of("lifecycleHooks can only be specified when the deployment strategy is BLUE_GREEN, LINEAR"
                        + " or CANARY.");
    }

    private static Optional<String> shifting(ServiceSpec spec, Doc.Struct asked) {
        var strategy = spec.strategy();
        if (spec.controller() != DeploymentController.ECS) {
            return Optional.of(
                    "The deployment strategy " + strategy + " can only be used with the ECS deployment controller.");
        }
        if (spec.daemon()) {
            return Optional.of("The daemon scheduling strategy does not support the deployment strategy " + strategy
                    + " for services.");
        }
        if (strategy == DeploymentStrategy.BLUE_GREEN
                && asked.get("bakeTimeInMinutes").isEmpty()) {
            return Optional.of("bakeTimeInMinutes must be specified when the deployment strategy is BLUE_GREEN.");
        }
        boolean complete = spec.document().structs(BalancedPort.MEMBER).stream()
                .noneMatch(
                        item -> item.struct("advancedConfiguration").members().isEmpty());
        return complete
                ? Optional.empty()
                : Optional.of("advancedConfiguration must be specified for each of loadBalancers when the deployment"
                        + " strategy is " + strategy + ".");
    }
}
