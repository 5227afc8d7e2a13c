package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceMessage;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

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
        String launchType,
        String taskDefinition,
        Doc.Struct deploymentConfiguration,
        List<Deployment> deployments,
        List<Message> events,
        Instant createdAt,
        String createdBy,
        List<Doc> loadBalancers,
        List<Doc> serviceRegistries,
        List<Doc> placementConstraints,
        List<Doc> placementStrategy,
        String schedulingStrategy,
        Controller deploymentController,
        Optional<Doc.Items> tags,
        boolean enableECSManagedTags,
        String propagateTags,
        boolean enableExecuteCommand,
        Optional<Doc.Struct> networkConfiguration) {
    /// Who rolls deployments out.
    record Controller(String type) {}

    /// One line of `events`.
    record Message(String id, Instant createdAt, String message) {}

    /// A deployment that has, or shall have, tasks.
    record Deployment(
            String id,
            String status,
            String taskDefinition,
            int desiredCount,
            int pendingCount,
            int runningCount,
            int failedTasks,
            Instant createdAt,
            Instant updatedAt,
            String launchType,
            String rolloutState,
            String rolloutStateReason,
            Optional<Doc.Struct> networkConfiguration) {}

    static ServiceView of(Arns arns, State state, ServiceRow row, boolean withTags) {
        var tasks = state.tasks().of(row.id()).toList();
        var spec = row.spec();
        return new ServiceView(
                arns.of(row.id()),
                row.id().name(),
                arns.of(row.id().cluster()),
                row.status().name(),
                row.status() == ServiceRow.Status.ACTIVE ? spec.desiredCount() : 0,
                running(tasks),
                pending(tasks),
                spec.launchType().name(),
                arns.of(spec.taskDefinition()),
                deploymentConfiguration(row),
                deployments(arns, row, tasks),
                row.messages().stream().map(m -> message(row.id(), m)).toList(),
                row.createdAt(),
                row.createdBy(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "REPLICA",
                new Controller("ECS"),
                withTags ? Optional.of(new Doc.Items(spec.document().items("tags"))) : Optional.empty(),
                false,
                "NONE",
                false,
                network(row));
    }

    private static Doc.Struct deploymentConfiguration(ServiceRow row) {
        return Doc.EMPTY
                .with("strategy", Doc.of("ROLLING"))
                .with("maximumPercent", Doc.of(row.spec().maximumPercent()))
                .with("minimumHealthyPercent", Doc.of(row.spec().minimumHealthyPercent()));
    }

    private static List<Deployment> deployments(Arns arns, ServiceRow row, List<TaskRow> tasks) {
        if (row.status() == ServiceRow.Status.INACTIVE) {
            return List.of();
        }
        return IntStream.range(0, row.deployments().size())
                .mapToObj(i -> deployment(arns, row, row.deployments().get(i), i == 0, tasks))
                .toList();
    }

    private static Deployment deployment(
            Arns arns, ServiceRow service, DeploymentRow row, boolean primary, List<TaskRow> all) {
        var tasks = all.stream().filter(t -> row.id().equals(t.deployment())).toList();
        boolean leading = primary && service.status() == ServiceRow.Status.ACTIVE;
        int wanted = Math.toIntExact(tasks.stream().filter(TaskRow::wanted).count());
        return new Deployment(
                row.id().value(),
                primary ? "PRIMARY" : "ACTIVE",
                arns.of(row.definition()),
                leading ? service.spec().desiredCount() : wanted,
                pending(tasks),
                running(tasks),
                row.failedTasks(),
                row.createdAt(),
                row.updatedAt(),
                service.spec().launchType().name(),
                row.completed() ? "COMPLETED" : "IN_PROGRESS",
                "ECS deployment " + row.id() + (row.completed() ? " completed." : " in progress."),
                network(service));
    }

    private static Optional<Doc.Struct> network(ServiceRow row) {
        return Optional.of(row.spec().document().struct(NetworkConfiguration.MEMBER))
                .filter(asked -> !asked.members().isEmpty());
    }

    private static Message message(ServiceId service, ServiceMessage message) {
        var name = (service + "/" + message.ref()).getBytes(StandardCharsets.UTF_8);
        var text = "(service " + service.name() + ") " + message.text();
        return new Message(UUID.nameUUIDFromBytes(name).toString(), message.at(), text);
    }

    private static int running(List<TaskRow> tasks) {
        return Math.toIntExact(
                tasks.stream().filter(t -> t.phase() == Phase.RUNNING).count());
    }

    private static int pending(List<TaskRow> tasks) {
        return Math.toIntExact(tasks.stream()
                .filter(t -> t.wanted() && t.phase().compareTo(Phase.RUNNING) < 0)
                .count());
    }
}
