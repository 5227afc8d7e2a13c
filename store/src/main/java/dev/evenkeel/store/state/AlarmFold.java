package dev.evenkeel.store.state;

import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.AlarmEvent.AlarmDeleted;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.AlarmEvent.AlarmTagged;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.alarm.AlarmId;

/// The fold of alarms.
final class AlarmFold {
    private AlarmFold() {}

    static Table<AlarmId, AlarmRow> apply(State state, AlarmEvent event, EventRef by) {
        var rows = state.alarms();
        var id = event.alarm();
        var row = rows.get(id);
        return switch (event) {
            case AlarmPut e ->
                rows.with(
                        id,
                        row.map(r -> r.configured(e.spec(), state.at()))
                                .orElseGet(() -> AlarmRow.created(id, e.spec(), state.at(), by)));
            case AlarmStateChanged e -> rows.with(id, row.orElseThrow().changed(e, state.at(), by));
            case AlarmTagged e -> rows.with(id, row.orElseThrow().tagged(e.tags()));
            case AlarmDeleted _ -> rows.without(id);
        };
    }
}
