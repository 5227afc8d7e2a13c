package dev.evenkeel.store.event;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why an event was decided. Evidence points at earlier events, or at earlier entries of the same batch.
public sealed interface Reason {
    /// The events on which the decision rests; empty only for what came from outside.
    default List<EventRef> evidence() {
        return List.of();
    }

    /// A caller wanted it.
    record Requested() implements Reason {}

    /// A host saw it.
    record Observed() implements Reason {}

    /// Fewer tasks than wanted.
    record BelowDesired(int desired, int have, List<EventRef> evidence) implements Reason {}

    /// More tasks than wanted.
    record AboveDesired(int desired, int have, List<EventRef> evidence) implements Reason {}

    /// A newer deployment takes over.
    record Superseded(DeploymentId by, List<EventRef> evidence) implements Reason {}

    /// Its container health check failed.
    record Unhealthy(List<EventRef> evidence) implements Reason {}

    /// The service or cluster it belongs to goes away.
    record OwnerGone(List<EventRef> evidence) implements Reason {}

    /// Its host has been silent for too long.
    record HostSilent(Duration silent, List<EventRef> evidence) implements Reason {}

    /// Tasks failed in a row.
    record TooManyFailures(int failures, int threshold, List<EventRef> evidence) implements Reason {}

    /// Time passed that was to be waited for.
    record Elapsed(Duration waited, List<EventRef> evidence) implements Reason {}

    /// It was granted for a time that has ended.
    record Expired(Instant at, List<EventRef> evidence) implements Reason {}

    /// No host would take it.
    record NoRoom(List<Refusal> refusals, List<EventRef> evidence) implements Reason {}

    /// The first task that fetched it found this.
    record FirstFetched(TaskId task, List<EventRef> evidence) implements Reason {}

    /// What an alarm watches was measured, or ceased to be.
    record Measured(List<EventRef> evidence) implements Reason {}

    /// A lifecycle hook answered, or waiting for it ended.
    record HookSaid(String hook, List<EventRef> evidence) implements Reason {}

    /// Somebody else wrote the weights of a rule.
    record WeightsChangedByOther(String writer, List<EventRef> evidence) implements Reason {}

    /// Checks of its load balancer failed.
    record UnhealthyTarget(TargetGroupId group, List<EventRef> evidence) implements Reason {}

    /// Its task runs.
    record TaskRuns(List<EventRef> evidence) implements Reason {}

    /// Its task is asked to stop.
    record TaskLeaves(List<EventRef> evidence) implements Reason {}

    /// Alarms went off.
    record Alarmed(List<String> alarms, List<EventRef> evidence) implements Reason {}

    /// What was wanted is there.
    record Reached(List<EventRef> evidence) implements Reason {}

    /// Its host takes no new tasks and shall have none.
    record HostDrains(HostId host, List<EventRef> evidence) implements Reason {}

    /// Its host no longer is one that it may be on.
    record MisplacedTask(HostId host, List<EventRef> evidence) implements Reason {}

    /// It is a step of a deployment of CodeDeploy.
    record StepOf(ReleaseId release, List<EventRef> evidence) implements Reason {}

    /// What it needs is not so.
    ///
    /// @param what for people
    record Hindered(String what, List<EventRef> evidence) implements Reason {}
}
