package dev.evenkeel.store.event;

import java.time.Instant;
import java.util.List;

/// One decision: who caused it, when, with which seed, and the events that it led to. Never empty.
///
/// @param term the leadership under which it was written; 1 on a single server
/// @param at never earlier than that of the batch before
/// @param seed the randomness the decision was given, kept so that it can be decided again
/// @param previous the hash of the encoded batch before this one
public record Batch(
        Revision revision, long term, Instant at, Origin origin, long seed, Hash previous, List<Entry> entries) {
    public Batch {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("batch " + revision + " has no events");
        }
    }

    /// The place of the entry at this index.
    public EventRef ref(int index) {
        return new EventRef(revision, index);
    }
}
