package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.balancing.TaskHealth;
import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDeleted;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.List;

/// What a service promises while it scales, rolls and goes: never more tasks than it may have, never fewer running
/// than it must by its own doing, no task without a deployment, none left when it is gone.
final class ServiceChecker implements Checker {
    private final Findings findings;

    ServiceChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            if (entry.event() instanceof TaskCreated created && created.service() instanceof ServiceId service) {
                created(batch, service, created, after);
            } else if (entry.event() instanceof TaskPlaced placed) {
                placed(batch, placed, after);
            } else if (entry.event() instanceof TaskStopRequested stop) {
                stopping(batch, entry, stop, before, after);
            } else if (entry.event() instanceof DeploymentRetired retired) {
                findings.check(
                        after.tasks()
                                .of(retired.service())
                                .noneMatch(t -> retired.deployment().equals(t.deployment())),
                        "a deployment is retired when its last task has stopped",
                        batch.revision() + " " + retired.deployment());
            } else if (entry.event() instanceof TaskSetDeleted deleted) {
                var set = deleted.set();
                findings.check(
                        after.tasks()
                                .of(set.service())
                                .noneMatch(t -> set.deployment().equals(t.deployment())),
                        "a task set is gone when its last task has stopped",
                        batch.revision() + " " + set);
            } else if (entry.event() instanceof ServiceRemoved removed) {
                findings.check(
                        after.tasks().of(removed.service()).findAny().isEmpty(),
                        "a service is gone when its last task has stopped",
                        batch.revision() + " " + removed.service());
            }
        }
    }

    /// Where traffic is shifted, each side may have what a service of its own might.
    private void created(Batch batch, ServiceId id, TaskCreated created, State after) {
        var service = after.services().get(id).orElseThrow();
        var where = batch.revision() + " " + id;
        long wanted = after.tasks()
                .of(id)
                .filter(TaskRow::wanted)
                .filter(task -> !service.spec().strategy().shifts()
                        || created.deployment() == null
                        || created.deployment().equals(task.deployment()))
                .count();
        boolean within = service.spec().daemon()
                || service.spec().controller().byTaskSets()
                || wanted <= ceiling(service.spec());
        findings.check(within, "tasks never exceed maximumPercent", where + " " + wanted);
        boolean known = service.deployments().stream().anyMatch(d -> d.id().equals(created.deployment()))
                || after.taskSetsOf(id).anyMatch(set -> set.id().deployment().equals(created.deployment()));
        findings.check(known, "a task of a service belongs to a living deployment or task set", where);
        after.taskSetsOf(id)
                .filter(set -> set.id().deployment().equals(created.deployment()))
                .forEach(set -> withinSet(set, service, after, where));
    }

    /// Each task set may have what a service of its own might.
    private void withinSet(TaskSetRow set, ServiceRow service, State after, String where) {
        long wanted = after.tasks()
                .of(service.id())
                .filter(task -> task.wanted() && set.id().deployment().equals(task.deployment()))
                .count();
        boolean within = wanted <= ceiling(set.spec().within(service.spec()));
        boolean drains = set.status() == TaskSetRow.Status.DRAINING;
        findings.check(drains || within, "tasks of a task set never exceed maximumPercent", where + " " + wanted);
    }

    /// A DAEMON service has one task on a host at most, and so has one whose tasks want to be alone.
    private void placed(Batch batch, TaskPlaced placed, State after) {
        var task = after.tasks().byId().get(placed.task()).orElseThrow();
        if (!(task.service() instanceof ServiceId id)) {
            return;
        }
        var spec = after.services().get(id).orElseThrow().spec();
        boolean alone = spec.daemon()
                || spec.document().structs("placementConstraints").stream()
                        .anyMatch(c -> c.text("type")
                                .filter("distinctInstance"::equals)
                                .isPresent());
        long there = after.tasks()
                .on(placed.host())
                .filter(other -> id.equals(other.service()))
                .count();
        findings.check(
                !alone || there == 1,
                "a host has one task of a daemon, and of what is distinct, at most",
                batch.revision() + " " + id + " " + placed.host() + " " + there);
    }

    /// Whoever takes a serving task from a service because of a newer deployment, or because its host drains, leaves
    /// enough of them running.
    private void stopping(Batch batch, Entry entry, TaskStopRequested stop, State before, State after) {
        var row = before.tasks().byId().get(stop.task()).orElseThrow();
        boolean moves = entry.reason() instanceof Reason.Superseded || entry.reason() instanceof Reason.HostDrains;
        if (!moves || !serves(before, row) || !carries(before, row) || !(row.service() instanceof ServiceId id)) {
            return;
        }
        long running =
                after.tasks().of(id).filter(t -> t.wanted() && serves(after, t)).count();
        var spec = after.services().get(id).orElseThrow().spec();
        findings.check(
                running >= floor(spec),
                "a deployment leaves minimumHealthyPercent running",
                batch.revision() + " " + id + " " + running);
    }

    private static boolean serves(State state, TaskRow task) {
        return task.phase() == Phase.RUNNING
                && task.health() != Health.UNHEALTHY
                && new TaskHealth(state).failure(task).isEmpty();
    }

    /// Where traffic is shifted, whoever gets none of it serves nobody, however well it runs.
    private static boolean carries(State state, TaskRow task) {
        if (!(task.service() instanceof ServiceId service) || !(task.deployment() instanceof DeploymentId deployment)) {
            return true;
        }
        var lanes = state
                .deployments()
                .revision(service, deployment)
                .filter(revision -> revision.asked().strategy().shifts())
                .map(revision -> Lane.of(state, revision.asked(), revision.groups()))
                .orElse(List.of())
                .stream()
                .filter(lane -> lane.traffic() == Traffic.PRODUCTION)
                .toList();
        return lanes.isEmpty()
                || lanes.stream()
                        .anyMatch(lane -> state.balancers()
                                .rules()
                                .get(lane.rule())
                                .filter(lane::reachesGreen)
                                .isPresent());
    }

    private static int ceiling(ServiceSpec spec) {
        return Math.max(spec.desiredCount(), spec.desiredCount() * spec.maximumPercent() / 100);
    }

    private static int floor(ServiceSpec spec) {
        return Math.ceilDiv(spec.desiredCount() * spec.minimumHealthyPercent(), 100);
    }
}
