package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Ends the protection of tasks when its time is over, so that what was spared may go.
public final class ProtectionJanitor implements Reconciler<TaskId> {
    @Override
    public String name() {
        return "protection-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TaskProtectionChanged.class);
    }

    @Override
    public Stream<TaskId> all(State state) {
        return state.tasks()
                .byId()
                .values()
                .filter(task -> task.protectedUntil() != null)
                .map(TaskRow::id);
    }

    @Override
    public Stream<TaskId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(TaskProtectionChanged.class::isInstance)
                .map(event -> ((TaskProtectionChanged) event).task());
    }

    @Override
    public Decision reconcile(State state, TaskId key, Inputs inputs) {
        var task = state.tasks().byId().get(key).orElse(null);
        var until = task == null ? null : task.protectedUntil();
        if (task == null || until == null || !task.alive()) {
            return Decision.NOTHING;
        }
        if (inputs.now().isBefore(until)) {
            return new Decision(List.of(), Optional.of(until));
        }
        var why = new Reason.Expired(until, List.of(task.createdBy()));
        return new Decision(List.of(new Entry(new TaskProtectionChanged(key, null), why)), Optional.empty());
    }
}
