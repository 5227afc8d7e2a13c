package dev.evenkeel.store.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One registered revision: the typed view that decisions read, beside the document as it was validated.
public record TaskDefinition(
        TaskDefinitionId id, NetworkMode networkMode, List<ContainerDefinition> containers, Doc.Struct document) {

    /// Reads the validated input of RegisterTaskDefinition.
    public static TaskDefinition of(TaskDefinitionId id, Doc.Struct document) {
        var mode = document.text("networkMode").orElse("bridge").toUpperCase(Locale.ROOT);
        return new TaskDefinition(
                id,
                NetworkMode.valueOf(mode),
                document.structs("containerDefinitions").stream()
                        .map(ContainerDefinition::of)
                        .toList(),
                document);
    }

    /// The container of this name.
    public Optional<ContainerDefinition> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /// CPU units that a task of this revision reserves: the task's own figure, or the sum over its containers.
    public int reservedCpu() {
        return document.text("cpu")
                .map(Integer::parseInt)
                .orElseGet(() ->
                        containers.stream().mapToInt(ContainerDefinition::cpu).sum());
    }

    /// MiB that a task of this revision reserves: the task's own figure, or for each container its reservation or,
    /// without one, its hard limit.
    public int reservedMemory() {
        return document.text("memory")
                .map(Integer::parseInt)
                .orElseGet(() -> containers.stream()
                        .mapToInt(TaskDefinition::reservedMemory)
                        .sum());
    }

    private static int reservedMemory(ContainerDefinition container) {
        if (container.memoryReservation() instanceof Integer soft) {
            return soft;
        }
        return container.memory() instanceof Integer hard ? hard : 0;
    }
}
