package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the runtime says of a container: as the answer to a step, or because something happened.
public sealed interface Observation {
    /// The container.
    ContainerKey container();

    /// The image is on the host.
    ///
    /// @param digest `sha256:…` where the image has one
    record ImageReady(
            ContainerKey container, String image, @Nullable String digest) implements Observation {}

    /// The container is there, in this state.
    ///
    /// @param exitCode set in state EXITED
    /// @param outOfMemory whether the kernel killed it for lack of memory
    /// @param error what the engine says of a start that failed, if anything
    record Seen(
            ContainerKey container,
            String runtimeId,
            State state,
            @Nullable Integer exitCode,
            boolean outOfMemory,
            @Nullable String error,
            Health health,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String imageDigest)
            implements Observation {}

    /// The container is not there (any more).
    record Gone(ContainerKey container) implements Observation {}

    /// A sandbox lets through only this.
    record Secured(ContainerKey container, Firewall firewall) implements Observation {}

    /// A step did not work.
    ///
    /// @param kind ECS's category, such as `CannotPullContainerError`
    /// @param message the engine's own words
    /// @param retryable whether trying again later may help, because the engine itself could not be reached
    record Failed(ContainerKey container, Step step, String kind, String message, boolean retryable)
            implements Observation {}

    /// Where a container is in its life.
    enum State {
        CREATED,
        RUNNING,
        EXITED
    }
}
