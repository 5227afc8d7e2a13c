package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a host says of one task.
///
/// @param stopCode set with phase STOPPED when the task ended by itself or could not start
/// @param stopReason ECS's `stoppedReason`, set with `stopCode`
public record TaskReport(
        TaskId task,
        Phase phase,
        Health health,
        List<ContainerStatus> containers,
        @Nullable Instant pullStartedAt,
        @Nullable Instant pullStoppedAt,
        @Nullable StopCode stopCode,
        @Nullable String stopReason) {
    public TaskReport {
        containers = List.copyOf(containers);
    }
}
