package dev.evenkeel.store.event;

import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of alarms. Metrics are no events: of them only the samples that a change of state rested on are kept.
public sealed interface AlarmEvent extends Event {
    AlarmId alarm();

    /// An alarm is to be this. A new one knows too little; one that was there stays in its state.
    record AlarmPut(AlarmId alarm, AlarmSpec spec) implements AlarmEvent {}

    /// An alarm is in this state from now on.
    ///
    /// @param reason for people
    /// @param data the same as JSON, for programs
    /// @param samples on which the decision rested, latest first; none where a caller set the state
    record AlarmStateChanged(
            AlarmId alarm,
            AlarmState state,
            String reason,
            @Nullable String data,
            List<Sample> samples) implements AlarmEvent {}

    /// An alarm has these tags, and no others.
    record AlarmTagged(AlarmId alarm, Map<String, String> tags) implements AlarmEvent {}

    /// An alarm is gone.
    record AlarmDeleted(AlarmId alarm) implements AlarmEvent {}
}
