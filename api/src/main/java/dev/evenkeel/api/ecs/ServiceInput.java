package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.DeploymentController;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of CreateService and UpdateService that Evenkeel acts on.
final class ServiceInput {
    private ServiceInput() {}

    record Create(
            @Nullable String cluster,
            String serviceName,
            @Nullable String taskDefinition,
            @Nullable Integer desiredCount,
            @Nullable String launchType,
            List<Capacity.StrategyItem> capacityProviderStrategy,
            @Nullable String platformVersion,
            @Nullable String clientToken,
            @Nullable Rollout deploymentConfiguration,
            @Nullable String schedulingStrategy,
            @Nullable Controller deploymentController,
            @Nullable String propagateTags,
            boolean enableECSManagedTags,
            boolean enableExecuteCommand,
            @Nullable String availabilityZoneRebalancing,
            @Nullable NetworkInput networkConfiguration,
            List<PlacementInput.Constraint> placementConstraints,
            List<PlacementInput.Strategy> placementStrategy,
            List<BalancerInput> loadBalancers,
            @Nullable Integer healthCheckGracePeriodSeconds,
            List<Tag> tags) {
        DeploymentController controller() {
            return deploymentController == null
                    ? DeploymentController.ECS
                    : DeploymentController.valueOf(deploymentController.type());
        }

        boolean daemon() {
            return "DAEMON".equals(schedulingStrategy);
        }
    }

    /// An absent list says nothing; an empty one takes away what there was.
    record Update(
            @Nullable String cluster,
            String service,
            @Nullable Integer desiredCount,
            @Nullable String taskDefinition,
            List<Capacity.StrategyItem> capacityProviderStrategy,
            @Nullable String platformVersion,
            boolean forceNewDeployment,
            @Nullable Rollout deploymentConfiguration,
            @Nullable Controller deploymentController,
            @Nullable String propagateTags,
            @Nullable Boolean enableECSManagedTags,
            @Nullable Boolean enableExecuteCommand,
            @Nullable String availabilityZoneRebalancing,
            @Nullable NetworkInput networkConfiguration,
            List<PlacementInput.Constraint> placementConstraints,
            List<PlacementInput.Strategy> placementStrategy,
            List<BalancerInput> loadBalancers,
            @Nullable Integer healthCheckGracePeriodSeconds) {}

    record Controller(String type) {}
}
