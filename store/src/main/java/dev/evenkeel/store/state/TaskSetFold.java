package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDeleted;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetScaleChanged;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetSteadied;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.state.TaskSetRow.Status;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The fold of task sets, and of what others' events mean for them.
final class TaskSetFold {
    private TaskSetFold() {}

    static State apply(State state, TaskSetEvent event, EventRef by) {
        var at = state.at();
        return switch (event) {
            case TaskSetCreated e -> {
                var row = TaskSetRow.created(e.set(), e.spec(), at, by);
                yield wishChanged(state, e.set(), by)
                        .withTaskSets(state.taskSets().with(e.set(), row));
            }
            case TaskSetScaleChanged e ->
                change(wishChanged(state, e.set(), by), e.set(), row -> row.scaled(e.scale(), at, by));
            case TaskSetPrimaryChanged e -> {
                var others = state;
                for (var row : state.taskSetsOf(e.set().service()).toList()) {
                    others = row.status() == Status.PRIMARY
                            ? change(others, row.id(), was -> was.status(Status.ACTIVE, at, was.since()))
                            : others;
                }
                yield change(others, e.set(), row -> row.status(Status.PRIMARY, at, row.since()));
            }
            case TaskSetDraining e -> change(state, e.set(), row -> row.drained(at, by));
            case TaskSetDeleted e -> state.withTaskSets(state.taskSets().without(e.set()));
            case TaskSetSteadied e -> change(state, e.set(), row -> row.steady(true, at));
        };
    }

    /// What hindered the tasks that were wanted does not hinder others.
    private static State wishChanged(State state, TaskSetId set, EventRef by) {
        var service = state.services().get(set.service()).orElseThrow();
        return state.withServices(state.services().with(service.id(), service.taskSetsChanged(by)));
    }

    private static State change(State state, TaskSetId set, UnaryOperator<TaskSetRow> change) {
        var row = state.taskSets().get(set).orElseThrow();
        return state.withTaskSets(state.taskSets().with(set, change.apply(row)));
    }

    /// Changes the task set that a deployment's id names, if it names one.
    static State changeIfAny(
            State state, ServiceId service, @Nullable DeploymentId deployment, UnaryOperator<TaskSetRow> change) {
        if (deployment == null || state.taskSets().isEmpty()) {
            return state;
        }
        var set = new TaskSetId(service, deployment);
        return state.taskSets().get(set).isPresent() ? change(state, set, change) : state;
    }

    /// The service wants something else: none of its task sets has it yet.
    static State unsteady(State state, ServiceId service) {
        var next = state;
        for (var row : state.taskSetsOf(service).toList()) {
            next = change(next, row.id(), was -> was.steady(false, state.at()));
        }
        return next;
    }

    /// The service is gone, and its task sets with it.
    static State without(State state, ServiceId service) {
        var rows = state.taskSets();
        for (var row : state.taskSetsOf(service).toList()) {
            rows = rows.without(row.id());
        }
        return state.withTaskSets(rows);
    }
}
