package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.AlarmEvent.AlarmDeleted;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.AlarmEvent.AlarmTagged;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Sample;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commands about alarms. The answer says whether anything changed.
public sealed interface AlarmCommand extends Command<Boolean> {
    /// Have an alarm. One of this name is replaced, but stays in its state and keeps its tags.
    ///
    /// @param tags of a new one
    record PutAlarm(AlarmId alarm, AlarmSpec spec, Map<String, String> tags, Doc.Struct input) implements AlarmCommand {
        private static final int MOST = 5_000;

        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var row = tip.alarms().get(alarm);
            if (row.isPresent()) {
                boolean same = row.get().spec().equals(spec);
                return same ? changed() : changed(new AlarmPut(alarm, spec));
            }
            if (count(tip) >= MOST) {
                return Outcome.refused("LimitExceededFault", "The maximum limit of " + MOST + " alarms is reached.");
            }
            var put = new AlarmPut(alarm, spec);
            return tags.isEmpty() ? changed(put) : changed(put, new AlarmTagged(alarm, tags));
        }

        private long count(State tip) {
            return tip.alarms()
                    .values()
                    .filter(row -> row.id().region().equals(alarm.region()))
                    .count();
        }
    }

    /// Delete alarms: all of them, or none if one is not there.
    record DeleteAlarms(List<AlarmId> alarms, Doc.Struct input) implements AlarmCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var missing = alarms.stream()
                    .filter(id -> tip.alarms().get(id).isEmpty())
                    .map(AlarmId::name)
                    .toList();
            if (!missing.isEmpty()) {
                return Outcome.refused("ResourceNotFound", "There is no alarm named " + String.join(", ", missing));
            }
            return changed(alarms.stream().distinct().map(AlarmDeleted::new).toArray(Event[]::new));
        }
    }

    /// Say how an alarm is, until what it watches says otherwise.
    record SetState(
            AlarmId alarm,
            AlarmState state,
            String reason,
            @Nullable String data,
            Doc.Struct input) implements AlarmCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            return tip.alarms().get(alarm).isEmpty()
                    ? Outcome.refused("ResourceNotFound", "There is no alarm named " + alarm.name())
                    : changed(new AlarmStateChanged(alarm, state, reason, data, List.of()));
        }
    }

    /// What was measured says that an alarm is otherwise. Passed over where something else happened to it since.
    ///
    /// @param seen the event that had last changed its state when it was judged
    /// @param judged what it was when it was judged
    record JudgeAlarm(
            AlarmId alarm,
            EventRef seen,
            AlarmSpec judged,
            AlarmState state,
            String reason,
            @Nullable String data,
            List<Sample> samples)
            implements AlarmCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var row = tip.alarms().get(alarm);
            boolean holds = row.isPresent()
                    && row.get().since().equals(seen)
                    && row.get().spec().equals(judged)
                    && row.get().status().state() != state;
            if (!holds) {
                return Outcome.accepted(false, List.of());
            }
            var event = new AlarmStateChanged(alarm, state, reason, data, samples);
            return Outcome.accepted(true, List.of(new Entry(event, new Reason.Measured(List.of(seen)))));
        }
    }

    /// Enable or disable the actions of alarms. Names that no alarm has are passed over.
    record SwitchActions(List<AlarmId> alarms, boolean enabled, Doc.Struct input) implements AlarmCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var impossible = alarms.stream()
                    .flatMap(id -> tip.alarms().get(id).stream())
                    .flatMap(row -> row.spec().actions().all())
                    .findFirst();
            if (enabled && impossible.isPresent()) {
                return Outcome.refused(
                        "ValidationException", "The action " + impossible.get() + " cannot be carried out here yet.");
            }
            return changed(alarms.stream()
                    .distinct()
                    .flatMap(id -> tip.alarms().get(id).stream())
                    .filter(row -> row.spec().actions().enabled() != enabled)
                    .map(this::switched)
                    .toArray(Event[]::new));
        }

        private Event switched(AlarmRow row) {
            return new AlarmPut(
                    row.id(), row.spec().withActions(row.spec().actions().switched(enabled)));
        }
    }

    /// Change the tags of an alarm.
    record TagAlarm(AlarmId alarm, Map<String, String> set, List<String> removed, Doc.Struct input)
            implements AlarmCommand {
        private static final int MOST = 50;

        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var row = tip.alarms().get(alarm);
            if (row.isEmpty()) {
                return Outcome.refused("ResourceNotFoundException", "Unknown");
            }
            var tags = new TreeMap<>(row.get().tags());
            tags.putAll(set);
            removed.forEach(tags::remove);
            if (tags.size() > MOST) {
                return Outcome.refused(
                        "InvalidParameterValueException", "A resource can have no more than " + MOST + " tags.");
            }
            return tags.equals(row.get().tags()) ? changed() : changed(new AlarmTagged(alarm, tags));
        }
    }

    private static Outcome<Boolean> changed(Event... events) {
        var entries = new ArrayList<>(requested(events));
        return Outcome.accepted(!entries.isEmpty(), entries);
    }
}
