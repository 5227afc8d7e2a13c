package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Optional;

/// What answers batches with further decisions, in the ledger's own turn. Called on the ledger's thread only.
public interface Reactor {
    /// A batch was decided; `before` and `after` are the states around it.
    void decided(Batch batch, State before, State after);

    /// The log took back what had been decided since `state`: whatever was concluded from it is void.
    void reset(State state);

    /// The next decision that is due, if any.
    Optional<Turn> next(State tip, Instant now);

    /// When a decision will be due although nothing happens.
    Optional<Instant> wakeAt();

    /// A decision and who makes it.
    record Turn(Origin.Reconcile origin, Transaction<?> transaction) {}

    /// Answers nothing.
    Reactor NONE = new Reactor() {
        @Override
        public void decided(Batch batch, State before, State after) {}

        @Override
        public void reset(State state) {}

        @Override
        public Optional<Turn> next(State tip, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.empty();
        }
    };
}
