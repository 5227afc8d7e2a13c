package dev.evenkeel.store.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One registered revision: the typed view that decisions read, beside the document as it was validated.
///
/// @param cpu the task's own CPU units
/// @param memory the task's own limit in MiB
/// @param pidMode who shares the process namespace
/// @param ipcMode who shares the namespace of shared memory and message queues
public record TaskDefinition(
        TaskDefinitionId id,
        NetworkMode networkMode,
        @Nullable Integer cpu,
        @Nullable Integer memory,
        Sharing pidMode,
        Sharing ipcMode,
        List<ContainerDefinition> containers,
        Doc.Struct document) {

    /// Reads the validated input of RegisterTaskDefinition.
    public static TaskDefinition of(TaskDefinitionId id, Doc.Struct document) {
        return new TaskDefinition(
                id,
                NetworkMode.valueOf(word(document, "networkMode", "bridge")),
                document.text("cpu").map(Integer::valueOf).orElse(null),
                document.text("memory").map(Integer::valueOf).orElse(null),
                Sharing.valueOf(word(document, "pidMode", "default")),
                Sharing.valueOf(word(document, "ipcMode", "default")),
                document.structs("containerDefinitions").stream()
                        .map(ContainerDefinition::of)
                        .toList(),
                document);
    }

    private static String word(Doc.Struct document, String name, String absent) {
        return document.text(name).orElse(absent).toUpperCase(Locale.ROOT);
    }

    /// This revision as a task with these overrides wants it.
    ///
    /// @param overrides as in RunTask's input
    public TaskDefinition with(Doc.Struct overrides) {
        return overrides.members().isEmpty() ? this : of(id, Overrides.merge(document, overrides));
    }

    /// The container of this name.
    public Optional<ContainerDefinition> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /// GiB that its containers together want to be able to write.
    public @Nullable Integer storage() {
        return Members.number(document.struct("ephemeralStorage"), "sizeInGiB").orElse(null);
    }

    /// What containers may mount.
    public List<Volume> volumes() {
        return document.structs("volumes").stream().map(Volume::of).toList();
    }

    /// CPU units that a task of this revision reserves: the task's own figure, or the sum over its containers.
    public int reservedCpu() {
        return cpu != null
                ? cpu
                : containers.stream().mapToInt(c -> c.resources().cpu()).sum();
    }

    /// MiB that a task of this revision reserves: the task's own figure, or for each container its reservation or,
    /// without one, its hard limit.
    public int reservedMemory() {
        return memory != null
                ? memory
                : containers.stream()
                        .mapToInt(c -> c.resources().reservedMemory())
                        .sum();
    }
}
