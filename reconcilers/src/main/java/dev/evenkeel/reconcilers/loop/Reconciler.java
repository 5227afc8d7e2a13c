package dev.evenkeel.reconcilers.loop;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.state.State;
import java.util.Set;
import java.util.stream.Stream;

/// Brings one kind of thing towards what is wanted: level-triggered and pure. Everything that it knows is in the state.
public interface Reconciler<K extends Comparable<? super K>> {
    /// For origins, metrics and traces.
    String name();

    /// The events it may emit. No event has two reconcilers.
    Set<Class<? extends Event>> emits();

    /// The keys that a batch gives reason to look at.
    Stream<K> concerns(Batch batch, State before, State after);

    /// The keys that are looked at on start.
    Stream<K> all(State state);

    /// Looks at one key.
    Decision reconcile(State state, K key, Inputs inputs);
}
