package dev.evenkeel.store.state;

import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An alarm as it is now.
///
/// @param status how it is, and why
/// @param configuredAt when it was last put
/// @param since the event that last changed its state, or made it: evidence for what is decided because of it
public record AlarmRow(
        AlarmId id, AlarmSpec spec, Map<String, String> tags, Status status, Instant configuredAt, EventRef since) {
    private static final String UNCHECKED = "Unchecked: Initial alarm creation";

    /// How an alarm is.
    ///
    /// @param reason for people
    /// @param data the same as JSON, for programs
    /// @param updatedAt when it was last said
    /// @param changedAt when the state became another
    public record Status(
            AlarmState state, String reason, @Nullable String data, Instant updatedAt, Instant changedAt) {}

    public AlarmRow {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    static AlarmRow created(AlarmId id, AlarmSpec spec, Instant at, EventRef by) {
        var status = new Status(AlarmState.INSUFFICIENT_DATA, UNCHECKED, null, at, at);
        return new AlarmRow(id, spec, Map.of(), status, at, by);
    }

    AlarmRow configured(AlarmSpec now, Instant at) {
        return new AlarmRow(id, now, tags, status, at, since);
    }

    AlarmRow tagged(Map<String, String> now) {
        return new AlarmRow(id, spec, now, status, configuredAt, since);
    }

    AlarmRow changed(AlarmStateChanged event, Instant at, EventRef by) {
        var changedAt = event.state() == status.state ? status.changedAt : at;
        var now = new Status(event.state(), event.reason(), event.data(), at, changedAt);
        return new AlarmRow(id, spec, tags, now, configuredAt, by);
    }

    /// Whether it has gone off.
    public boolean ringing() {
        return status.state == AlarmState.ALARM;
    }
}
