package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.state.State;

/// Watches one family of promises over every batch that became durable, each batch once and in order, across crashes.
interface Checker {
    /// One more batch: `before` and `after` are the states around it.
    void durable(Batch batch, State before, State after);
}
