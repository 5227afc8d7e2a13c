package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.ContainerRestarted;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.event.TaskEvent.TaskTagged;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Reservation;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fold of tasks, and of what a task's life means for its service.
final class TaskFold {
    private TaskFold() {}

    static State apply(State state, TaskEvent event, EventRef by) {
        return switch (event) {
            case TaskCreated e -> created(state, e, by);
            case TaskPlaced e -> placed(state, e);
            case TaskObserved e -> {
                var row = row(state, event);
                var times =
                        row.times().pulled(e.pullStartedAt(), e.pullStoppedAt()).connected(state.at());
                if (e.phase() == Phase.RUNNING) {
                    times = times.started(state.at());
                }
                if (e.health() != row.health()) {
                    times = times.healthy(e.health() == Health.HEALTHY ? state.at() : null);
                }
                if (hasEnded(e)) {
                    times = times.executionStopped(state.at());
                }
                yield with(state, row, row.observed(e.phase(), e.health(), e.containers(), times, by));
            }
            case ContainerRestarted e -> {
                var row = row(state, event);
                yield with(state, row, row.restarted(e.container(), e.count()));
            }
            case TaskStopRequested e -> {
                var row = row(state, event);
                yield with(
                        state,
                        row,
                        row.stopRequested(e.code(), e.reason(), row.times().stopping(state.at()), by));
            }
            case TaskStopped e -> stopped(state, e, by);
            case TaskTagged e -> {
                var row = row(state, event);
                yield with(state, row, row.tagged(e.tags()));
            }
            case TaskProtectionChanged e -> {
                var row = row(state, event);
                yield with(state, row, row.protectedUntil(e.until()));
            }
            case ShellOpened _ -> state;
            case TaskForgotten e ->
                state.withTasks(state.tasks().without(e.task()))
                        .withVault(state.vault().without(e.task()))
                        .withNetworks(state.networks().forgotten(e.task()));
        };
    }

    private static boolean hasEnded(TaskObserved event) {
        return event.phase().compareTo(Phase.RUNNING) > 0
                && event.containers().stream().allMatch(c -> c.phase() == ContainerPhase.STOPPED);
    }

    private static State created(State state, TaskCreated event, EventRef by) {
        var definition =
                state.definitions().get(event.definition()).orElseThrow().definition();
        var reserved = Reservation.of(definition, event.request());
        var service = event.service() instanceof ServiceId id
                ? state.services().get(id).orElseThrow()
                : null;
        var row = new TaskRow(
                shared(state, event.task()),
                definition.id(),
                event.group(),
                event.startedBy(),
                event.launchType(),
                service == null ? null : service.id(),
                service == null ? event.deployment() : shared(service, event.deployment()),
                event.request(),
                reserved.cpu(),
                reserved.memory(),
                null,
                List.of(),
                Phase.PROVISIONING,
                Health.UNKNOWN,
                definition.containers().stream()
                        .map(c -> ContainerStatus.pending(c.name()))
                        .toList(),
                TaskTimes.created(state.at()),
                1,
                null,
                null,
                by,
                by,
                null,
                null,
                List.of());
        var next = with(state, null, row);
        return service == null
                ? next
                : TaskSetFold.changeIfAny(
                        withService(next, service.steady(false)),
                        service.id(),
                        event.deployment(),
                        set -> set.steady(false, state.at()));
    }

    /// The same id, its cluster the object that all tasks of that cluster have: a million rows, one cluster id.
    private static TaskId shared(State state, TaskId task) {
        return state.clusters()
                .get(task.cluster())
                .map(row -> new TaskId(row.id(), task.value()))
                .orElse(task);
    }

    private static @Nullable DeploymentId shared(ServiceRow service, @Nullable DeploymentId deployment) {
        return deployment == null
                ? null
                : service.deployment(deployment).map(DeploymentRow::id).orElse(deployment);
    }

    private static State placed(State state, TaskPlaced event) {
        var row = row(state, event);
        var next = with(state, row, row.placed(event.host(), event.ports()));
        if (row.service() instanceof ServiceId id) {
            var service = next.services().get(id).orElseThrow();
            return service.refusals().isEmpty() ? next : withService(next, service.refused(List.of()));
        }
        return next;
    }

    private static State stopped(State state, TaskStopped event, EventRef by) {
        var row = row(state, event);
        var times = row.times().stopped(state.at());
        var left = BalancingFold.stopped(state, row, by);
        var next = with(left, row, row.stopped(event.code(), event.reason(), event.containers(), times, by))
                .withNetworks(left.networks().released(event.task()));
        if (!(row.service() instanceof ServiceId id)) {
            return next;
        }
        var service = next.services().get(id).orElseThrow();
        if (event.failedStart() && row.deployment() instanceof DeploymentId deployment) {
            var rows = new ArrayList<>(service.deployments());
            DeploymentFold.replace(rows, deployment, d -> d.taskFailed(state.at(), by));
            service = service.deployments(rows);
        }
        return TaskSetFold.changeIfAny(
                withService(next, service.taskStopped(starts(state, service, row, event), by)),
                id,
                row.deployment(),
                set -> (event.failedStart() ? set.taskFailed(state.at()) : set).steady(false, state.at()));
    }

    /// A failed start counts; a task that ran and then ended by itself shows that starting works; being asked to stop
    /// shows nothing.
    private static Starts starts(State state, ServiceRow service, TaskRow row, TaskStopped event) {
        if (event.failedStart()) {
            return service.starts().failed(row, state.at());
        }
        return row.stopRequestedBy() == null ? Starts.FINE : service.starts();
    }

    private static TaskRow row(State state, TaskEvent event) {
        return state.tasks().byId().get(event.task()).orElseThrow();
    }

    private static State with(State state, @Nullable TaskRow before, TaskRow row) {
        return state.withTasks(state.tasks().with(before, row));
    }

    private static State withService(State state, ServiceRow row) {
        return state.withServices(state.services().with(row.id(), row));
    }
}
