package dev.evenkeel.store.event;

import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of tasks.
public sealed interface TaskEvent extends Event {
    /// The task.
    TaskId task();

    /// A task is wanted.
    ///
    /// @param group `family:web` or `service:web`
    /// @param startedBy what the caller named, or the deployment's id
    /// @param service set for tasks of a service
    /// @param request what this task asks beyond its definition: overrides, tags
    record TaskCreated(
            TaskId task,
            TaskDefinitionId definition,
            String group,
            String startedBy,
            LaunchType launchType,
            @Nullable ServiceId service,
            @Nullable DeploymentId deployment,
            Doc.Struct request)
            implements TaskEvent {}

    /// The task has a host, for good.
    record TaskPlaced(TaskId task, HostId host, List<HostPort> ports) implements TaskEvent {}

    /// Its host saw it go forward, or a container or its health change.
    ///
    /// @param pullStartedAt set from the report in which the first pull had begun
    record TaskObserved(
            TaskId task,
            Phase phase,
            Health health,
            List<ContainerStatus> containers,
            @Nullable Instant pullStartedAt,
            @Nullable Instant pullStoppedAt)
            implements TaskEvent {}

    /// A container ended and was started again where it stands, as its restart policy says.
    ///
    /// @param count how often that has happened, this time included
    record ContainerRestarted(TaskId task, String container, int count) implements TaskEvent {}

    /// The task shall stop.
    ///
    /// @param reason ECS's `stoppedReason`
    record TaskStopRequested(TaskId task, StopCode code, String reason) implements TaskEvent {}

    /// The task has stopped: all of its containers have ended, or its host is lost.
    ///
    /// @param failedStart it ended by itself before it had run long enough to count as started
    record TaskStopped(TaskId task, StopCode code, String reason, List<ContainerStatus> containers, boolean failedStart)
            implements TaskEvent {}

    /// Its tags are now these.
    record TaskTagged(TaskId task, Map<String, String> tags) implements TaskEvent {}

    /// Scaling in and deployments spare it, or no longer do.
    ///
    /// @param until absent when they need not spare it any more
    record TaskProtectionChanged(TaskId task, @Nullable Instant until) implements TaskEvent {}

    /// A caller was let into a container to run a command there. What is typed and shown is not recorded.
    ///
    /// @param session names the one connection that may follow
    record ShellOpened(TaskId task, String container, String command, String session) implements TaskEvent {}

    /// The task left the live state; the log still knows it.
    record TaskForgotten(TaskId task) implements TaskEvent {}
}
