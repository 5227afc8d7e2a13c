package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A host as it is now.
///
/// @param connected false once its lease ran out
/// @param drainingSince the event since which it takes no new tasks; null while it takes them
/// @param attributes those that callers gave it, by name; the empty value is that of an attribute without one
/// @param lastReport the sequence of the last report taken from it
/// @param changedAt when `connected` last changed
/// @param conditions what it suffers from, such as `DiskPressure`, with figures for people
/// @param since the event that last changed `connected`
public record HostRow(
        HostId id,
        HostSpec spec,
        boolean connected,
        @Nullable EventRef drainingSince,
        Map<String, String> attributes,
        Map<String, String> tags,
        long lastReport,
        Instant registeredAt,
        Instant changedAt,
        Map<String, String> conditions,
        EventRef since) {
    /// Too little space is left where containers or the log live.
    public static final String DISK_PRESSURE = "DiskPressure";

    public HostRow {
        conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
    }

    /// Whether it takes no new tasks.
    public boolean draining() {
        return drainingSince != null;
    }

    /// What placement may ask of it, by name: what it offers, and what callers gave it.
    public SortedMap<String, String> everyAttribute() {
        var every = new TreeMap<>(spec.attributes());
        every.putAll(attributes);
        return every;
    }

    static HostRow registered(HostId id, HostSpec spec, Instant at, EventRef by) {
        return new HostRow(id, spec, true, null, Map.of(), Map.of(), 0, at, at, Map.of(), by);
    }

    HostRow offering(HostSpec offer, Instant at, EventRef by) {
        return new HostRow(
                id, offer, true, drainingSince, attributes, tags, lastReport, registeredAt, at, conditions, by);
    }

    HostRow connected(boolean now, Instant at, EventRef by) {
        return new HostRow(
                id, spec, now, drainingSince, attributes, tags, lastReport, registeredAt, at, conditions, by);
    }

    HostRow draining(@Nullable EventRef by) {
        return new HostRow(
                id, spec, connected, by, attributes, tags, lastReport, registeredAt, changedAt, conditions, since);
    }

    HostRow attributed(Map<String, String> now) {
        return new HostRow(
                id, spec, connected, drainingSince, now, tags, lastReport, registeredAt, changedAt, conditions, since);
    }

    HostRow tagged(Map<String, String> now) {
        return new HostRow(
                id,
                spec,
                connected,
                drainingSince,
                attributes,
                now,
                lastReport,
                registeredAt,
                changedAt,
                conditions,
                since);
    }

    HostRow reported(long sequence) {
        return new HostRow(
                id,
                spec,
                connected,
                drainingSince,
                attributes,
                tags,
                sequence,
                registeredAt,
                changedAt,
                conditions,
                since);
    }

    HostRow condition(String name, boolean holds, String message) {
        var now = new TreeMap<>(conditions);
        now.remove(name);
        if (holds) {
            now.put(name, message);
        }
        return new HostRow(
                id, spec, connected, drainingSince, attributes, tags, lastReport, registeredAt, changedAt, now, since);
    }
}
