package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;

/// States made from a log: how a server starts, and how the past is looked at.
public final class Replay {
    private Replay() {}

    /// The state at the end of the log, from the newest snapshot on.
    ///
    /// @throws DamagedLogException when the log does not continue the snapshot, or itself
    public static State toEnd(EventLog log) {
        return from(log.snapshot().orElse(State.EMPTY), log, log.last());
    }

    /// The state as of a revision, from the first batch on unless the newest snapshot is not newer.
    public static State to(EventLog log, Revision revision) {
        var start = log.snapshot().filter(state -> state.revision().compareTo(revision) <= 0);
        return from(start.orElse(State.EMPTY), log, revision);
    }

    /// The state as of a revision, from the first batch on, whatever snapshots there are.
    public static State fromStart(EventLog log, Revision revision) {
        return from(State.EMPTY, log, revision);
    }

    private static State from(State start, EventLog log, Revision revision) {
        var state = start;
        try (var batches = log.read(start.revision())) {
            for (var next = batches.next(); next.isPresent(); next = batches.next()) {
                var batch = next.get();
                if (batch.batch().revision().compareTo(revision) > 0) {
                    break;
                }
                state = after(state, batch);
            }
        }
        return state;
    }

    private static State after(State state, Encoded batch) {
        var at = batch.batch().revision();
        if (at.equals(state.revision())) {
            if (!batch.hash().equals(state.head())) {
                throw new DamagedLogException(at, "the snapshot at " + at + " was made from another batch", null);
            }
            return state;
        }
        if (!at.equals(state.revision().next())) {
            throw new DamagedLogException(state.revision().next(), "it is missing", null);
        }
        if (!batch.batch().previous().equals(state.head())) {
            throw new DamagedLogException(at, "it does not name the hash of the batch before it", null);
        }
        return Fold.apply(state, batch.batch(), batch.hash());
    }
}
