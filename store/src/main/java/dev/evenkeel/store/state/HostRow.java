package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Instant;
import java.util.Map;

/// A host as it is now.
///
/// @param connected false once its lease ran out
/// @param draining takes no new tasks
/// @param attributes those that callers gave it, by name; the empty value is that of an attribute without one
/// @param lastReport the sequence of the last report taken from it
/// @param changedAt when `connected` last changed
/// @param since the event that did so
public record HostRow(
        HostId id,
        HostSpec spec,
        boolean connected,
        boolean draining,
        Map<String, String> attributes,
        Map<String, String> tags,
        long lastReport,
        Instant registeredAt,
        Instant changedAt,
        EventRef since) {
    static HostRow registered(HostId id, HostSpec spec, Instant at, EventRef by) {
        return new HostRow(id, spec, true, false, Map.of(), Map.of(), 0, at, at, by);
    }

    HostRow offering(HostSpec offer, Instant at, EventRef by) {
        return new HostRow(id, offer, true, draining, attributes, tags, lastReport, registeredAt, at, by);
    }

    HostRow connected(boolean now, Instant at, EventRef by) {
        return new HostRow(id, spec, now, draining, attributes, tags, lastReport, registeredAt, at, by);
    }

    HostRow draining(boolean now) {
        return new HostRow(id, spec, connected, now, attributes, tags, lastReport, registeredAt, changedAt, since);
    }

    HostRow attributed(Map<String, String> now) {
        return new HostRow(id, spec, connected, draining, now, tags, lastReport, registeredAt, changedAt, since);
    }

    HostRow tagged(Map<String, String> now) {
        return new HostRow(id, spec, connected, draining, attributes, now, lastReport, registeredAt, changedAt, since);
    }

    HostRow reported(long sequence) {
        return new HostRow(id, spec, connected, draining, attributes, tags, sequence, registeredAt, changedAt, since);
    }
}
