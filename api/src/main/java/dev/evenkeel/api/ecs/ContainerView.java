package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Optional;

/// One container of a task as ECS describes it.
record ContainerView(
        String containerArn,
        String taskArn,
        String name,
        String image,
        Optional<String> imageDigest,
        Optional<String> runtimeId,
        String lastStatus,
        Optional<Integer> exitCode,
        Optional<String> reason,
        List<NetworkBinding> networkBindings,
        List<Doc> networkInterfaces,
        String healthStatus,
        String cpu,
        Optional<String> memory,
        Optional<String> memoryReservation) {
    /// The containers of a task, in the order of its definition.
    static List<ContainerView> all(Arns arns, State state, TaskRow row) {
        var definition = state.definitions()
                .get(row.definition())
                .map(d -> d.definition().with(row.request().struct("overrides")));
        return row.containers().stream()
                .map(status -> container(arns, state, row, status, definition))
                .toList();
    }

    private static ContainerView container(
            Arns arns, State state, TaskRow row, ContainerStatus status, Optional<TaskDefinition> definition) {
        var defined = definition.flatMap(d -> d.container(status.name()));
        return new ContainerView(
                arns.of(row.id(), status.name()),
                arns.of(row.id()),
                status.name(),
                defined.map(ContainerDefinition::image).orElse(""),
                Optional.ofNullable(status.imageDigest()),
                Optional.ofNullable(status.runtimeId()),
                status.phase().name(),
                Optional.ofNullable(status.exitCode()),
                Optional.ofNullable(status.reason()),
                NetworkBinding.of(
                        defined.map(d -> d.network().portMappings()).orElse(List.of()),
                        row.ports().stream()
                                .filter(port -> port.container().equals(status.name()))
                                .toList()),
                Attachments.ofContainers(state, row),
                status.health().name(),
                Integer.toString(defined.map(d -> d.resources().cpu()).orElse(0)),
                defined.flatMap(d -> Optional.ofNullable(d.resources().memory()))
                        .map(n -> Integer.toString(n)),
                defined.flatMap(d -> Optional.ofNullable(d.resources().memoryReservation()))
                        .map(n -> Integer.toString(n)));
    }
}
