package dev.evenkeel.store.model;

import org.jspecify.annotations.Nullable;

/// What a host last saw of one container of a task.
///
/// @param exitCode set once the container has ended
/// @param reason ECS's text for an unusual end, such as `OutOfMemoryError: Container killed due to memory usage`
/// @param runtimeId the Docker container id, 64 hexadecimal digits
/// @param imageDigest `sha256:…` where the image has one
public record ContainerStatus(
        String name,
        ContainerPhase phase,
        @Nullable Integer exitCode,
        @Nullable String reason,
        Health health,
        @Nullable String runtimeId,
        @Nullable String imageDigest) {
    /// A container that nothing has been seen of.
    public static ContainerStatus pending(String name) {
        return new ContainerStatus(name, ContainerPhase.PENDING, null, null, Health.UNKNOWN, null, null);
    }
}
