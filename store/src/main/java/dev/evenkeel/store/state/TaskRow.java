package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task as it is now. Each fact remembers the event that made it so.
///
/// @param version rises with every change, from 1, as in ECS
/// @param cpu CPU units it reserves on its host
/// @param memory MiB it reserves on its host
/// @param stopCode set once a stop was asked for or happened
/// @param stopRequestedBy set once a stop was asked for
public record TaskRow(
        TaskId id,
        TaskDefinitionId definition,
        String group,
        String startedBy,
        LaunchType launchType,
        @Nullable ServiceId service,
        @Nullable DeploymentId deployment,
        Doc.Struct request,
        int cpu,
        int memory,
        @Nullable HostId host,
        List<HostPort> ports,
        Phase phase,
        Health health,
        List<ContainerStatus> containers,
        TaskTimes times,
        int version,
        @Nullable StopCode stopCode,
        @Nullable String stoppedReason,
        EventRef createdBy,
        EventRef phaseSince,
        @Nullable EventRef stopRequestedBy) {
    /// Whether it shall run: nobody asked it to stop and it has not.
    public boolean wanted() {
        return stopRequestedBy == null && phase != Phase.STOPPED;
    }

    /// Whether it still holds resources of a host.
    public boolean alive() {
        return phase != Phase.STOPPED;
    }

    TaskRow placed(HostId on, List<HostPort> given) {
        return new TaskRow(
                id,
                definition,
                group,
                startedBy,
                launchType,
                service,
                deployment,
                request,
                cpu,
                memory,
                on,
                given,
                Phase.PENDING,
                health,
                containers,
                times,
                version + 1,
                stopCode,
                stoppedReason,
                createdBy,
                phaseSince,
                stopRequestedBy);
    }

    TaskRow observed(Phase now, Health seen, List<ContainerStatus> parts, TaskTimes clock, EventRef by) {
        return new TaskRow(
                id,
                definition,
                group,
                startedBy,
                launchType,
                service,
                deployment,
                request,
                cpu,
                memory,
                host,
                ports,
                now,
                seen,
                parts,
                clock,
                version + 1,
                stopCode,
                stoppedReason,
                createdBy,
                now == phase ? phaseSince : by,
                stopRequestedBy);
    }

    TaskRow stopRequested(StopCode code, String reason, TaskTimes clock, EventRef by) {
        return new TaskRow(
                id,
                definition,
                group,
                startedBy,
                launchType,
                service,
                deployment,
                request,
                cpu,
                memory,
                host,
                ports,
                phase,
                health,
                containers,
                clock,
                version + 1,
                code,
                reason,
                createdBy,
                phaseSince,
                by);
    }

    TaskRow stopped(StopCode code, String reason, List<ContainerStatus> parts, TaskTimes clock, EventRef by) {
        return new TaskRow(
                id,
                definition,
                group,
                startedBy,
                launchType,
                service,
                deployment,
                request,
                cpu,
                memory,
                host,
                ports,
                Phase.STOPPED,
                health,
                parts,
                clock,
                version + 1,
                code,
                reason,
                createdBy,
                by,
                stopRequestedBy);
    }
}
