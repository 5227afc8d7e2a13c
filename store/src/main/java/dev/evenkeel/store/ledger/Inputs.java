package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Revision;
import java.time.Instant;

/// Everything that a decision may take from outside the state: the time, randomness, and the revision that its batch
/// will have if it is accepted.
public record Inputs(Instant now, long seed, Revision revision) {
    /// Fresh dice of this decision: asking twice gives the same throws.
    public Dice dice() {
        return new Dice(seed);
    }

    /// Where the entry at this index of the decision's batch will be.
    public EventRef ref(int index) {
        return new EventRef(revision, index);
    }
}
