package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeleted;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeletionRequested;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes revisions that shall go out of the live state once nothing speaks of them any more: no service, and no task
/// that DescribeTasks still tells of.
public final class DefinitionJanitor implements Reconciler<TaskDefinitionId> {
    @Override
    public String name() {
        return "definition-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TaskDefinitionDeleted.class);
    }

    @Override
    public Stream<TaskDefinitionId> all(State state) {
        return toGo(state);
    }

    @Override
    public Stream<TaskDefinitionId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream().map(Entry::event).flatMap(event -> concerns(event, before, after));
    }

    private static Stream<TaskDefinitionId> concerns(Event event, State before, State after) {
        if (event instanceof TaskDefinitionDeletionRequested e) {
            return Stream.of(e.definition());
        }
        if (event instanceof TaskForgotten e) {
            return before.tasks().byId().get(e.task()).map(TaskRow::definition).stream()
                    .filter(id -> after.definitions()
                            .get(id)
                            .filter(DefinitionJanitor::isToGo)
                            .isPresent());
        }
        return event instanceof ServiceRemoved
                        || event instanceof DeploymentRetired
                        || event instanceof DeploymentStarted
                        || event instanceof TaskSetDeleted
                ? toGo(after)
                : Stream.empty();
    }

    private static Stream<TaskDefinitionId> toGo(State state) {
        return state.definitions()
                .values()
                .filter(DefinitionJanitor::isToGo)
                .map(row -> row.definition().id());
    }

    private static boolean isToGo(TaskDefinitionRow row) {
        return row.status() == TaskDefinitionRow.Status.DELETE_IN_PROGRESS;
    }

    @Override
    public Decision reconcile(State state, TaskDefinitionId key, Inputs inputs) {
        var row = state.definitions().get(key).filter(DefinitionJanitor::isToGo);
        if (row.isEmpty() || isUsed(state, key)) {
            return Decision.NOTHING;
        }
        var why = new Reason.Reached(List.of(row.get().since()));
        return new Decision(List.of(new Entry(new TaskDefinitionDeleted(key), why)), Optional.empty());
    }

    private static boolean isUsed(State state, TaskDefinitionId key) {
        boolean byService = state.services()
                .values()
                .filter(service -> service.status() != ServiceRow.Status.INACTIVE)
                .anyMatch(service -> service.spec().taskDefinition().equals(key)
                        || service.deployments().stream()
                                .anyMatch(d -> d.definition().equals(key)));
        return byService
                || state.taskSets()
                        .values()
                        .anyMatch(set -> set.spec().definition().equals(key))
                || state.tasks()
                        .byId()
                        .values()
                        .anyMatch(task -> task.definition().equals(key));
    }
}
