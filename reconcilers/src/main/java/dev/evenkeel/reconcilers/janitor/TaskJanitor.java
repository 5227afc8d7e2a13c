package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes stopped tasks out of the live state after a time, as ECS does; the log keeps them.
public final class TaskJanitor implements Reconciler<TaskId> {
    private final Duration retention;

    /// @param retention how long a stopped task stays in the live state
    public TaskJanitor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "task-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TaskForgotten.class);
    }

    @Override
    public Stream<TaskId> all(State state) {
        return state.tasks().byId().values().filter(task -> !task.alive()).map(TaskRow::id);
    }

    @Override
    public Stream<TaskId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(TaskStopped.class::isInstance)
                .map(event -> ((TaskStopped) event).task());
    }

    @Override
    public Decision reconcile(State state, TaskId key, Inputs inputs) {
        var task = state.tasks().byId().get(key).orElse(null);
        var stoppedAt = task == null ? null : task.times().stoppedAt();
        if (task == null || stoppedAt == null) {
            return Decision.NOTHING;
        }
        var due = stoppedAt.plus(retention);
        if (inputs.now().isBefore(due)) {
            return new Decision(List.of(), Optional.of(due));
        }
        var why = new Reason.Elapsed(retention, List.of(task.phaseSince()));
        return new Decision(List.of(new Entry(new TaskForgotten(key), why)), Optional.empty());
    }
}
