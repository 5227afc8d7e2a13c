package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.service.Standing;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.ServiceMessage;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A service as ECS describes it.
///
/// A task counts as running until its host says that it stops, so that `services-stable` waits for those that go, too.
record ServiceView(
        String serviceArn,
        String serviceName,
        String clusterArn,
        String status,
        int desiredCount,
        int runningCount,
        int pendingCount,
        Optional<String> launchType,
        Optional<Doc.Items> capacityProviderStrategy,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        Optional<String> taskDefinition,
        Doc.Struct deploymentConfiguration,
        List<DeploymentView> deployments,
        List<TaskSetView> taskSets,
        List<Message> events,
        Optional<String> currentServiceDeployment,
        List<RevisionCounts> currentServiceRevisions,
        Instant createdAt,
        String createdBy,
        List<Doc> loadBalancers,
        List<Doc> serviceRegistries,
        List<Doc> placementConstraints,
        List<Doc> placementStrategy,
        Optional<Integer> healthCheckGracePeriodSeconds,
        String schedulingStrategy,
        Controller deploymentController,
        Optional<Doc.Items> tags,
        boolean enableECSManagedTags,
        String propagateTags,
        boolean enableExecuteCommand,
        String availabilityZoneRebalancing,
        Optional<Doc.Struct> networkConfiguration,
        String resourceManagementType) {
    /// Who rolls deployments out.
    record Controller(String type) {}

    /// One line of `events`.
    record Message(String id, Instant createdAt, String message) {}

    static ServiceView of(Arns arns, State state, ServiceRow row, boolean withTags) {
        var tasks = state.tasks().of(row.id()).toList();
        var spec = row.spec();
        var document = spec.document();
        int desired = desired(state, row);
        return new ServiceView(
                arns.of(row.id()),
                row.id().name(),
                arns.of(row.id().cluster()),
                row.status().name(),
                desired,
                running(tasks),
                pending(tasks),
                DeploymentView.launchType(spec),
                DeploymentView.strategy(spec),
                document.text("platformVersion"),
                DeploymentView.platformFamily(spec),
                definition(state, row).map(arns::of),
                RolloutView.of(spec),
                DeploymentView.of(arns, state, row, desired, tasks),
                TaskSetView.of(arns, state, row, withTags),
                row.messages().stream().map(m -> message(row.id(), m)).toList(),
                state.deployments().newest(row.id()).map(newest -> arns.of(newest.id())),
                RevisionCounts.of(arns, state, row),
                row.createdAt(),
                row.createdBy(),
                document.items(BalancedPort.MEMBER),
                List.of(),
                document.items("placementConstraints"),
                document.items("placementStrategy"),
                document.whole("healthCheckGracePeriodSeconds").map(Math::toIntExact),
                spec.daemon() ? "DAEMON" : "REPLICA",
                new Controller(spec.controller().name()),
                withTags ? Optional.of(new Doc.Items(document.items("tags"))) : Optional.empty(),
                document.bool("enableECSManagedTags").orElse(false),
                document.text("propagateTags").orElse("NONE"),
                document.bool("enableExecuteCommand").orElse(false),
                "DISABLED",
                DeploymentView.network(spec),
                "CUSTOMER");
    }

    /// Where task sets say what runs, that of the primary one.
    private static Optional<TaskDefinitionId> definition(State state, ServiceRow row) {
        return row.spec().controller().byTaskSets()
                ? state.taskSetsOf(row.id())
                        .filter(set -> set.status() == TaskSetRow.Status.PRIMARY)
                        .map(set -> set.spec().definition())
                        .findFirst()
                : Optional.of(row.spec().taskDefinition());
    }

    /// Of a DAEMON service as many as there are hosts for it.
    static int desired(State state, ServiceRow row) {
        return row.status() == ServiceRow.Status.ACTIVE ? Standing.desired(state, row) : 0;
    }

    private static Message message(ServiceId service, ServiceMessage message) {
        var name = (service + "/" + message.ref()).getBytes(StandardCharsets.UTF_8);
        var text = "(service " + service.name() + ") " + message.text();
        return new Message(UUID.nameUUIDFromBytes(name).toString(), message.at(), text);
    }

    static int running(List<TaskRow> tasks) {
        return Math.toIntExact(
                tasks.stream().filter(t -> t.phase() == Phase.RUNNING).count());
    }

    static int pending(List<TaskRow> tasks) {
        return Math.toIntExact(tasks.stream()
                .filter(t -> t.wanted() && t.phase().compareTo(Phase.RUNNING) < 0)
                .count());
    }
}
