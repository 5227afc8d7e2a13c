package dev.evenkeel.store.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What the owner of a service wants, as a value.
///
/// @param taskDefinition [TaskDefinitionId#NONE] where only task sets say what runs
/// @param minimumHealthyPercent share of `desiredCount` that stays healthy during a deployment, 0 to 100
/// @param maximumPercent share of `desiredCount` that may exist during a deployment, at least 100
/// @param document the validated input it was made from, so that Describe gives back what was asked
public record ServiceSpec(
        TaskDefinitionId taskDefinition,
        int desiredCount,
        LaunchType launchType,
        int minimumHealthyPercent,
        int maximumPercent,
        Doc.Struct document) {
    private static final List<String> REVISED =
            List.of(NetworkConfiguration.MEMBER, "loadBalancers", "platformVersion");

    /// The member of the document that says how deployments go, but for the percentages.
    public static final String DEPLOYMENT_CONFIGURATION = "deploymentConfiguration";

    /// The same service with another desired count.
    public ServiceSpec withDesiredCount(int count) {
        return new ServiceSpec(taskDefinition, count, launchType, minimumHealthyPercent, maximumPercent, document);
    }

    /// The same service described by another document.
    public ServiceSpec withDocument(Doc.Struct other) {
        return new ServiceSpec(taskDefinition, desiredCount, launchType, minimumHealthyPercent, maximumPercent, other);
    }

    /// The same service running another task definition.
    public ServiceSpec withTaskDefinition(TaskDefinitionId definition) {
        return new ServiceSpec(definition, desiredCount, launchType, minimumHealthyPercent, maximumPercent, document);
    }

    /// Whether each host that fits has one task, and `desiredCount` says nothing.
    public boolean daemon() {
        return document.text("schedulingStrategy").filter("DAEMON"::equals).isPresent();
    }

    /// What of it a deployment rolls out: when any of this changes, its tasks are replaced.
    public List<Doc> revision() {
        return Stream.concat(
                        Stream.of(Doc.of(taskDefinition.toString())),
                        REVISED.stream().map(member -> document.get(member).orElse(Doc.EMPTY)))
                .toList();
    }

    /// The same service with an earlier revision; everything that is no part of a revision stays as it is.
    public ServiceSpec backTo(ServiceSpec earlier) {
        var members = document;
        for (String member : REVISED) {
            var was = earlier.document.get(member);
            members = was.isPresent() ? members.with(member, was.get()) : members.without(member);
        }
        return withTaskDefinition(earlier.taskDefinition).withDocument(members);
    }

    /// How its deployments go.
    public DeploymentStrategy strategy() {
        return deploymentConfiguration()
                .text("strategy")
                .map(DeploymentStrategy::valueOf)
                .orElse(DeploymentStrategy.ROLLING);
    }

    /// ECS's `deploymentConfiguration` as it was asked, without the percentages; empty where it was not.
    public Doc.Struct deploymentConfiguration() {
        return document.struct(DEPLOYMENT_CONFIGURATION);
    }

    /// The lifecycle hooks of its deployments.
    public List<Doc.Struct> lifecycleHooks() {
        return deploymentConfiguration().structs("lifecycleHooks");
    }

    /// Who brings it from one version to the next.
    public DeploymentController controller() {
        return document.struct("deploymentController")
                .text("type")
                .map(DeploymentController::valueOf)
                .orElse(DeploymentController.ECS);
    }

    /// How long after a task's start its health checks cannot fail it.
    public Duration gracePeriod() {
        return Duration.ofSeconds(
                document.whole("healthCheckGracePeriodSeconds").orElse(0L));
    }
}
