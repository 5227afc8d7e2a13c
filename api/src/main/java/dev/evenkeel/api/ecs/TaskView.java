package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task as ECS describes it.
record TaskView(
        String taskArn,
        String clusterArn,
        String taskDefinitionArn,
        Optional<String> containerInstanceArn,
        List<Container> containers,
        String cpu,
        String memory,
        String group,
        Optional<String> startedBy,
        String launchType,
        String lastStatus,
        String desiredStatus,
        Optional<String> connectivity,
        String healthStatus,
        Doc.Struct overrides,
        long version,
        Instant createdAt,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> startedAt,
        Optional<Instant> stoppingAt,
        Optional<Instant> executionStoppedAt,
        Optional<Instant> stoppedAt,
        Optional<String> stopCode,
        Optional<String> stoppedReason,
        Optional<Doc.Items> tags,
        List<Doc> attachments,
        Optional<String> availabilityZone,
        boolean enableExecuteCommand) {
    /// One container of a task.
    record Container(
            String containerArn,
            String taskArn,
            String name,
            String image,
            Optional<String> imageDigest,
            Optional<String> runtimeId,
            String lastStatus,
            Optional<Integer> exitCode,
            Optional<String> reason,
            List<Binding> networkBindings,
            List<Doc> networkInterfaces,
            String healthStatus,
            String cpu,
            Optional<String> memory,
            Optional<String> memoryReservation) {}

    /// Where a container's port is reached on its host.
    record Binding(String bindIP, int containerPort, int hostPort, String protocol) {}

    static TaskView of(Arns arns, State state, TaskRow row, boolean withTags) {
        var cluster = row.id().cluster();
        var times = row.times();
        var host = Optional.ofNullable(row.host());
        var stoppedAt = Optional.ofNullable(times.stoppedAt());
        return new TaskView(
                arns.of(row.id()),
                arns.of(cluster),
                arns.of(row.definition()),
                host.map(id -> arns.of(cluster, id)),
                containers(arns, state, row),
                Integer.toString(row.cpu()),
                Integer.toString(row.memory()),
                row.group(),
                Optional.of(row.startedBy()).filter(by -> !by.isEmpty()),
                row.launchType().name(),
                row.phase().name(),
                row.wanted() ? "RUNNING" : "STOPPED",
                host.map(id -> connectivity(state, id)),
                row.health().name(),
                overrides(row),
                row.version(),
                times.createdAt(),
                Optional.ofNullable(times.pullStartedAt()),
                Optional.ofNullable(times.pullStoppedAt()),
                Optional.ofNullable(times.startedAt()),
                Optional.ofNullable(times.stoppingAt()),
                stoppedAt,
                stoppedAt,
                Optional.ofNullable(row.stopCode()).map(code -> code.word()),
                Optional.ofNullable(row.stoppedReason()),
                withTags ? Optional.of(new Doc.Items(row.request().items("tags"))) : Optional.empty(),
                Attachments.of(state, row),
                Attachments.zone(state, row),
                false);
    }

    private static String connectivity(State state, HostId host) {
        boolean connected = state.hosts().get(host).filter(HostRow::connected).isPresent();
        return connected ? "CONNECTED" : "DISCONNECTED";
    }

    private static Doc.Struct overrides(TaskRow row) {
        var asked = row.request().struct("overrides");
        return asked.get("containerOverrides").isPresent()
                ? asked
                : asked.with("containerOverrides", Doc.of(List.of()));
    }

    private static List<Container> containers(Arns arns, State state, TaskRow row) {
        var definition = state.definitions().get(row.definition()).map(d -> d.definition());
        return row.containers().stream()
                .map(status -> container(arns, state, row, status, definition))
                .toList();
    }

    private static Container container(
            Arns arns, State state, TaskRow row, ContainerStatus status, Optional<TaskDefinition> definition) {
        var defined = definition.flatMap(d -> d.container(status.name()));
        return new Container(
                arns.of(row.id(), status.name()),
                arns.of(row.id()),
                status.name(),
                defined.map(ContainerDefinition::image).orElse(""),
                Optional.ofNullable(status.imageDigest()),
                Optional.ofNullable(status.runtimeId()),
                status.phase().name(),
                Optional.ofNullable(status.exitCode()),
                Optional.ofNullable(status.reason()),
                row.ports().stream()
                        .filter(port -> port.container().equals(status.name()))
                        .map(TaskView::binding)
                        .toList(),
                Attachments.ofContainers(state, row),
                status.health().name(),
                Integer.toString(defined.map(d -> d.resources().cpu()).orElse(0)),
                defined.flatMap(d -> Optional.ofNullable(d.resources().memory()))
                        .map(n -> Integer.toString(n)),
                defined.flatMap(d -> Optional.ofNullable(d.resources().memoryReservation()))
                        .map(n -> Integer.toString(n)));
    }

    private static Binding binding(HostPort port) {
        return new Binding("0.0.0.0", port.containerPort(), port.hostPort(), port.protocol());
    }
}
