package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.util.concurrent.CompletionStage;

/// The one writer of the log. Everyone may submit; decisions are made one after another.
public interface Ledger {
    /// The committed state. Any thread, no lock.
    State state();

    /// Decides, appends, and completes once the batch is durable.
    ///
    /// @return completes with the answer; fails with [RefusedException] when the transaction refused, or with
    ///     [dev.evenkeel.store.log.LogUnavailableException] when the batch could not be made durable, in which case
    ///     nothing happened
    <R> CompletionStage<Receipt<R>> submit(Origin origin, Transaction<R> transaction);

    /// An answer and the revision as of which it is true.
    record Receipt<R>(R response, Revision revision) {}
}
