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
import dev.evenkeel.store.model.RestartCount;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A task as it is now. Each fact remembers the event that made it so.
///
/// @param version rises with every change, from 1, as in ECS
/// @param cpu CPU units it reserves on its host
/// @param memory MiB it reserves on its host
/// @param stopCode set once a stop was asked for or happened
/// @param stopRequestedBy set once a stop was asked for
/// @param protectedUntil until when scaling in and deployments spare it; null when they need not
/// @param restarts of those containers that were started again
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
        @Nullable EventRef stopRequestedBy,
        @Nullable Instant protectedUntil,
        List<RestartCount> restarts) {
    /// Whether it shall run: nobody asked it to stop and it has not.
    public boolean wanted() {
        return stopRequestedBy == null && phase != Phase.STOPPED;
    }

    /// Whether callers may be let into its containers.
    public boolean mayExecuteCommands() {
        return request.bool("enableExecuteCommand").orElse(false);
    }

    /// Whether it still holds resources of a host.
    public boolean alive() {
        return phase != Phase.STOPPED;
    }

    /// Whether scaling in and deployments spare it at this time.
    public boolean isProtected(Instant now) {
        return protectedUntil != null && now.isBefore(protectedUntil);
    }

    TaskRow placed(HostId on, List<HostPort> given) {
        return with(row -> {
            row.host = on;
            row.ports = given;
            row.phase = Phase.PENDING;
        });
    }

    TaskRow observed(Phase now, Health seen, List<ContainerStatus> parts, TaskTimes clock, EventRef by) {
        return with(row -> {
            row.phase = now;
            row.health = seen;
            row.containers = parts;
            row.times = clock;
            row.phaseSince = now == phase ? phaseSince : by;
        });
    }

    TaskRow restarted(String container, int count) {
        var counts = new ArrayList<>(restarts);
        counts.removeIf(known -> known.container().equals(container));
        counts.add(new RestartCount(container, count));
        return with(row -> row.restarts = List.copyOf(counts));
    }

    TaskRow stopRequested(StopCode code, String reason, TaskTimes clock, EventRef by) {
        return with(row -> {
            row.times = clock;
            row.stopCode = code;
            row.stoppedReason = reason;
            row.stopRequestedBy = by;
        });
    }

    TaskRow stopped(StopCode code, String reason, List<ContainerStatus> parts, TaskTimes clock, EventRef by) {
        return with(row -> {
            row.phase = Phase.STOPPED;
            row.containers = parts;
            row.times = clock;
            row.stopCode = code;
            row.stoppedReason = reason;
            row.phaseSince = by;
        });
    }

    TaskRow tagged(Map<String, String> tags) {
        return with(row -> row.request = Tags.replace(request, tags));
    }

    TaskRow protectedUntil(@Nullable Instant until) {
        return with(row -> row.protectedUntil = until);
    }

    /// This row one version later, with what the change says.
    private TaskRow with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.row(version + 1);
    }

    /// What changes in a row's life, under change: a new fact is one line in each of three places.
    private static final class Parts {
        private final TaskRow from;
        private Doc.Struct request;
        private @Nullable HostId host;
        private List<HostPort> ports;
        private Phase phase;
        private Health health;
        private List<ContainerStatus> containers;
        private TaskTimes times;
        private @Nullable StopCode stopCode;
        private @Nullable String stoppedReason;
        private EventRef phaseSince;
        private @Nullable EventRef stopRequestedBy;
        private @Nullable Instant protectedUntil;
        private List<RestartCount> restarts;

        Parts(TaskRow from) {
            this.from = from;
            request = from.request;
            host = from.host;
            ports = from.ports;
            phase = from.phase;
            health = from.health;
            containers = from.containers;
            times = from.times;
            stopCode = from.stopCode;
            stoppedReason = from.stoppedReason;
            phaseSince = from.phaseSince;
            stopRequestedBy = from.stopRequestedBy;
            protectedUntil = from.protectedUntil;
            restarts = from.restarts;
        }

        TaskRow row(int version) {
            return new TaskRow(
                    from.id,
                    from.definition,
                    from.group,
                    from.startedBy,
                    from.launchType,
                    from.service,
                    from.deployment,
                    request,
                    from.cpu,
                    from.memory,
                    host,
                    ports,
                    phase,
                    health,
                    containers,
                    times,
                    version,
                    stopCode,
                    stoppedReason,
                    from.createdBy,
                    phaseSince,
                    stopRequestedBy,
                    protectedUntil,
                    restarts);
        }
    }
}
