package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.NewerEventException;
import dev.evenkeel.store.snapshot.Digest;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.util.Optional;

/// Reads a log from its first batch to its last and checks all that it promises: no revision is missing, each batch
/// names the hash of the one before, time never runs backwards, and the fold gives the state that was stored.
public final class Verify {
    private final Optional<State> snapshot;
    private State state = State.EMPTY;
    private long events;

    private Verify(Optional<State> snapshot) {
        this.snapshot = snapshot;
    }

    /// What was found.
    ///
    /// @param whole the last batch up to which everything is as it was written
    /// @param digest of the state as of that batch
    /// @param damage what is wrong after it, if anything
    public record Result(Revision whole, long events, Hash digest, Optional<String> damage) {}

    /// Checks a log. Takes as long as folding all of it.
    public static Result of(EventLog log) {
        var verify = new Verify(log.snapshot());
        var damage = verify.damage(log);
        return new Result(verify.state.revision(), verify.events, Digest.of(verify.state), damage);
    }

    private Optional<String> damage(EventLog log) {
        try (var batches = log.read(Revision.ZERO)) {
            for (var next = batches.next(); next.isPresent(); next = batches.next()) {
                var wrong = wrong(next.get());
                if (wrong.isPresent()) {
                    return wrong.map(what -> state.revision().next() + ": " + what);
                }
                add(next.get());
            }
        } catch (DamagedLogException | NewerEventException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
        return snapshotDiffers();
    }

    private Optional<String> wrong(Encoded batch) {
        if (!batch.batch().revision().equals(state.revision().next())) {
            return Optional.of("is missing; the next is " + batch.batch().revision());
        }
        if (!Hash.digest(batch.bytes()).equals(batch.hash())) {
            return Optional.of("its bytes have another hash");
        }
        if (!batch.batch().previous().equals(state.head())) {
            return Optional.of("does not name the hash of the batch before it");
        }
        if (batch.batch().at().isBefore(state.at())) {
            return Optional.of("is earlier than the batch before it");
        }
        return snapshotDiffers();
    }

    private void add(Encoded batch) {
        state = Fold.apply(state, batch.batch(), batch.hash());
        events += batch.batch().entries().size();
    }

    private Optional<String> snapshotDiffers() {
        return snapshot.filter(stored -> stored.revision().equals(state.revision()))
                .filter(stored -> !Digest.of(stored).equals(Digest.of(state)))
                .map(stored -> "the snapshot at " + stored.revision() + " is not what the log folds to");
    }
}
