package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceForgotten;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes INACTIVE services out of the live state after a time in which they can still be described.
public final class ServiceJanitor implements Reconciler<ServiceId> {
    private final Duration retention;

    /// @param retention how long an INACTIVE service stays in the live state
    public ServiceJanitor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "service-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(ServiceForgotten.class);
    }

    @Override
    public Stream<ServiceId> all(State state) {
        return state.services().values().filter(ServiceJanitor::isGone).map(ServiceRow::id);
    }

    @Override
    public Stream<ServiceId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(ServiceRemoved.class::isInstance)
                .map(event -> ((ServiceRemoved) event).service());
    }

    @Override
    public Decision reconcile(State state, ServiceId key, Inputs inputs) {
        var row = state.services().get(key).filter(ServiceJanitor::isGone);
        if (row.isEmpty()) {
            return Decision.NOTHING;
        }
        var due = row.get().statusSince().plus(retention);
        if (inputs.now().isBefore(due)) {
            return new Decision(List.of(), Optional.of(due));
        }
        var why = new Reason.Elapsed(retention, List.of(row.get().specSince()));
        return new Decision(List.of(new Entry(new ServiceForgotten(key), why)), Optional.empty());
    }

    private static boolean isGone(ServiceRow row) {
        return row.status() == ServiceRow.Status.INACTIVE;
    }
}
