package dev.evenkeel.api.v1;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.util.Optional;

/// States as they were: the log folded again up to a revision, from the newest whole state before it.
final class PastStates {
    private final Ledger ledger;
    private final EventLog log;

    PastStates(Ledger ledger, EventLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /// The state of a revision, or the present one where none is named.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException for a revision that is not there yet
    State at(Optional<Revision> wanted) {
        var now = ledger.state();
        if (wanted.isEmpty() || wanted.get().equals(now.revision())) {
            return now;
        }
        var until = wanted.get();
        if (until.compareTo(now.revision()) > 0) {
            throw Parameters.invalid("revision " + until.value() + " is not there yet; the last is "
                    + now.revision().value());
        }
        var state = log.snapshot()
                .filter(whole -> whole.revision().compareTo(until) <= 0)
                .orElse(State.EMPTY);
        try (var cursor = log.read(state.revision().next())) {
            while (state.revision().compareTo(until) < 0
                    && cursor.next().orElse(null) instanceof EventLog.Encoded next) {
                state = Fold.apply(state, next.batch(), next.hash());
            }
        }
        return state;
    }
}
