package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookStarted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseTrafficShifted;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.util.Set;
import java.util.stream.Stream;

/// Takes CodeDeploy's deployments through their lives. The tasks of their task sets are the service reconciler's.
public final class ReleaseReconciler implements Reconciler<ReleaseId> {
    @Override
    public String name() {
        return "release";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(
                TaskSetCreated.class,
                TaskSetDraining.class,
                TaskSetPrimaryChanged.class,
                ReleaseCreated.class,
                ReleaseMoved.class,
                ReleaseStageMoved.class,
                ReleaseHookStarted.class,
                ReleaseTrafficShifted.class);
    }

    @Override
    public Stream<ReleaseId> all(State state) {
        return state.releases().open().map(ReleaseRow::id);
    }

    @Override
    public Stream<ReleaseId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream().map(Entry::event).anyMatch(ReleaseReconciler::matters)
                ? all(after)
                : Stream.empty();
    }

    /// Few releases are open at once: what may concern one is shown to all.
    private static boolean matters(Event event) {
        return event instanceof ReleaseEvent
                || event instanceof TaskSetEvent
                || event instanceof ServiceEvent
                || event instanceof BalancingEvent
                || event instanceof AlarmEvent
                || event instanceof HostEvent;
    }

    @Override
    public Decision reconcile(State state, ReleaseId key, Inputs inputs) {
        var row = state.releases()
                .releases()
                .get(key)
                .filter(release -> release.status().open());
        if (row.isEmpty()) {
            return Decision.NOTHING;
        }
        var look = new Look(state, row.get(), inputs);
        return row.get().back() ? new Back(look).decide() : new Going(look).decide();
    }
}
