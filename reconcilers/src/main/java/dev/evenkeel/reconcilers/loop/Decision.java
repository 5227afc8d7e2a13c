package dev.evenkeel.reconcilers.loop;

import dev.evenkeel.store.event.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a reconciler concluded about one key.
///
/// @param entries the events to append; none when the key is as it should be
/// @param revisit when to look again although nothing happened
public record Decision(List<Entry> entries, Optional<Instant> revisit) {
    /// Nothing to do, nothing to wait for.
    public static final Decision NOTHING = new Decision(List.of(), Optional.empty());

    public Decision {
        entries = List.copyOf(entries);
    }
}
