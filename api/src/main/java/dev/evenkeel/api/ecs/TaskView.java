package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.balancing.Draining;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A task as ECS describes it.
record TaskView(
        String taskArn,
        String clusterArn,
        String taskDefinitionArn,
        Optional<String> containerInstanceArn,
        Optional<String> capacityProviderName,
        List<Attribute> attributes,
        List<ContainerView> containers,
        String cpu,
        String memory,
        String group,
        Optional<String> startedBy,
        String launchType,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        Optional<Doc.Struct> ephemeralStorage,
        List<Doc> inferenceAccelerators,
        String lastStatus,
        String desiredStatus,
        Optional<String> connectivity,
        Optional<Instant> connectivityAt,
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
    private static final String EPHEMERAL_STORAGE = "ephemeralStorage";
    private static final int EPHEMERAL_GIB = 20;

    /// What a task asks of its host.
    record Attribute(String name, String value) {}

    static TaskView of(Arns arns, State state, TaskRow row, boolean withTags) {
        var cluster = row.id().cluster();
        var times = row.times();
        var host = Optional.ofNullable(row.host());
        var definition = state.definitions().get(row.definition()).map(TaskDefinitionRow::definition);
        boolean fargate = row.launchType() == LaunchType.FARGATE;
        return new TaskView(
                arns.of(row.id()),
                arns.of(cluster),
                arns.of(row.definition()),
                host.filter(_ -> !fargate).map(id -> arns.of(cluster, id)),
                row.request().text(Launch.PROVIDER),
                attributes(definition),
                ContainerView.all(arns, state, row),
                Integer.toString(row.cpu()),
                Integer.toString(row.memory()),
                row.group(),
                Optional.of(row.startedBy()).filter(by -> !by.isEmpty()),
                row.launchType().name(),
                row.request().text("platformVersion"),
                fargate ? Optional.of("Linux") : Optional.empty(),
                fargate ? Optional.of(ephemeralStorage(row, definition)) : Optional.empty(),
                List.of(),
                lastStatus(state, row),
                row.wanted() ? "RUNNING" : "STOPPED",
                host.map(id -> connectivity(state, id)),
                Optional.ofNullable(times.connectivityAt()),
                row.health().name(),
                overrides(row),
                row.version(),
                times.createdAt(),
                Optional.ofNullable(times.pullStartedAt()),
                Optional.ofNullable(times.pullStoppedAt()),
                Optional.ofNullable(times.startedAt()),
                Optional.ofNullable(times.stoppingAt()),
                Optional.ofNullable(times.executionStoppedAt()),
                Optional.ofNullable(times.stoppedAt()),
                Optional.ofNullable(row.stopCode()).map(code -> code.word()),
                Optional.ofNullable(row.stoppedReason()),
                withTags ? Optional.of(new Doc.Items(row.request().items("tags"))) : Optional.empty(),
                Attachments.of(state, row),
                Attachments.zone(state, row),
                row.mayExecuteCommands());
    }

    /// A task that goes on until its targets have drained has begun to stop, for those who look.
    private static String lastStatus(State state, TaskRow row) {
        boolean drains = row.phase() == Phase.RUNNING && Draining.holds(state, row);
        return (drains ? Phase.DEACTIVATING : row.phase()).name();
    }

    private static List<Attribute> attributes(Optional<TaskDefinition> definition) {
        var architecture = definition
                .flatMap(d -> d.document().struct("runtimePlatform").text("cpuArchitecture"))
                .orElse("X86_64");
        return List.of(new Attribute("ecs.cpu-architecture", architecture.toLowerCase(Locale.ROOT)));
    }

    /// What the call asked for, or the definition, or what Fargate gives to all.
    private static Doc.Struct ephemeralStorage(TaskRow row, Optional<TaskDefinition> definition) {
        var asked = row.request().struct("overrides").struct(EPHEMERAL_STORAGE);
        var defined =
                definition.map(d -> d.document().struct(EPHEMERAL_STORAGE)).orElse(Doc.EMPTY);
        return Stream.of(asked, defined)
                .filter(storage -> !storage.members().isEmpty())
                .findFirst()
                .orElse(Doc.EMPTY.with("sizeInGiB", Doc.of(EPHEMERAL_GIB)));
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
}
