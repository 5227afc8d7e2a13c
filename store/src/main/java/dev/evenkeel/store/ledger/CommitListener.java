package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.state.State;

/// Hears of every batch once it is durable, in order, on the ledger's thread. Must not block.
@FunctionalInterface
public interface CommitListener {
    /// `before` and `after` are the committed states around the batch.
    void committed(Batch batch, State before, State after);
}
