package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Instant;

/// A host as it is now.
///
/// @param connected false once its lease ran out
/// @param lastReport the sequence of the last report taken from it
/// @param changedAt when `connected` last changed
/// @param since the event that did so
public record HostRow(
        HostId id,
        HostSpec spec,
        boolean connected,
        long lastReport,
        Instant registeredAt,
        Instant changedAt,
        EventRef since) {
    HostRow connected(boolean now, Instant at, EventRef by) {
        return new HostRow(id, spec, now, lastReport, registeredAt, at, by);
    }

    HostRow reported(long sequence) {
        return new HostRow(id, spec, connected, sequence, registeredAt, changedAt, since);
    }
}
