package dev.evenkeel.store.ledger;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;

/// A decision to be made on the newest state: a pure function.
@FunctionalInterface
public interface Transaction<R> {
    /// Decides on `tip`, the state of which no other decision is pending.
    Outcome<R> decide(State tip, Inputs inputs);

    /// What the caller sent, sensitive members redacted; kept in the log beside what came of it.
    default Doc.Struct input() {
        return Doc.EMPTY;
    }
}
