package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.RestartCount;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a host says of one task.
///
/// @param stopCode set with phase STOPPED when the task ended by itself or could not start
/// @param stopReason ECS's `stoppedReason`, set with `stopCode`
/// @param restarts of those containers that were started again
public record TaskReport(
        TaskId task,
        Phase phase,
        Health health,
        List<ContainerStatus> containers,
        @Nullable Instant pullStartedAt,
        @Nullable Instant pullStoppedAt,
        @Nullable StopCode stopCode,
        @Nullable String stopReason,
        List<RestartCount> restarts) {
    public TaskReport {
        containers = List.copyOf(containers);
        restarts = List.copyOf(restarts);
    }

    /// A task none of whose containers was started again.
    public TaskReport(
            TaskId task,
            Phase phase,
            Health health,
            List<ContainerStatus> containers,
            @Nullable Instant pullStartedAt,
            @Nullable Instant pullStoppedAt,
            @Nullable StopCode stopCode,
            @Nullable String stopReason) {
        this(task, phase, health, containers, pullStartedAt, pullStoppedAt, stopCode, stopReason, List.of());
    }
}
