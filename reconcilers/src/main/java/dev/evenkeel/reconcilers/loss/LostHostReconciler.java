package dev.evenkeel.reconcilers.loss;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Declares the tasks of a lost host stopped once it has been silent for the grace that it had to come back. If it
/// comes back later, those tasks are not assigned any more and its agent removes them.
public final class LostHostReconciler implements Reconciler<HostId> {
    private final Duration grace;

    /// @param grace between the loss of a host and the end of its tasks
    public LostHostReconciler(Duration grace) {
        this.grace = grace;
    }

    @Override
    public String name() {
        return "lost-host";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TaskStopped.class);
    }

    @Override
    public Stream<HostId> all(State state) {
        return state.hosts().values().map(HostRow::id);
    }

    @Override
    public Stream<HostId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream().map(Entry::event).flatMap(event -> {
            if (event instanceof HostEvent e) {
                return Stream.of(e.host());
            }
            return event instanceof TaskPlaced e ? Stream.of(e.host()) : Stream.empty();
        });
    }

    @Override
    public Decision reconcile(State state, HostId key, Inputs inputs) {
        var host = state.hosts().get(key).orElse(null);
        if (host == null || host.connected()) {
            return Decision.NOTHING;
        }
        var deadline = host.changedAt().plus(grace);
        if (inputs.now().isBefore(deadline)) {
            return new Decision(List.of(), Optional.of(deadline));
        }
        var silent = Duration.between(host.changedAt(), inputs.now());
        var why = new Reason.HostSilent(silent, List.of(host.since()));
        var entries = state.tasks()
                .on(key)
                .map(task -> new Entry(
                        new TaskStopped(
                                task.id(),
                                StopCode.INFRASTRUCTURE_HEALTH,
                                "Host (instance " + key + ") was lost.",
                                task.containers(),
                                false),
                        why))
                .toList();
        return new Decision(entries, Optional.empty());
    }
}
