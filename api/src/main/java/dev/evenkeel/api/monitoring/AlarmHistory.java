package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.audit.Entities;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.audit.History.Recorded;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.AlarmEvent.AlarmDeleted;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.AlarmEvent.AlarmTagged;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happened to alarms, as the log tells it.
final class AlarmHistory {
    private static final int USUAL = 100;

    /// Of one alarm; what is older is in the log all the same.
    private static final int MOST_EVENTS = 1_000;

    private static final String METRIC_ALARM = "MetricAlarm";

    private final History history;

    AlarmHistory(History history) {
        this.history = history;
    }

    record HistoryInput(
            @Nullable String AlarmName,
            List<String> AlarmTypes,
            @Nullable String HistoryItemType,
            @Nullable Instant StartDate,
            @Nullable Instant EndDate,
            @Nullable Integer MaxRecords,
            @Nullable String NextToken,
            @Nullable String ScanBy) {}

    record HistoryAnswer(List<Item> AlarmHistoryItems, Optional<String> NextToken) {}

    record Item(
            String AlarmName,
            String AlarmType,
            Instant Timestamp,
            String HistoryItemType,
            String HistorySummary,
            String HistoryData) {}

    private record Told(EventRef ref, Item item) {}

    List<Operation<?, ?>> all() {
        return List.of(new Query<>("DescribeAlarmHistory", HistoryInput.class, HistoryAnswer.class, this::describe));
    }

    private HistoryAnswer describe(Caller caller, State state, HistoryInput input) {
        boolean wanted = input.AlarmTypes().isEmpty() || input.AlarmTypes().contains(METRIC_ALARM);
        var order = Comparator.comparing(Told::ref);
        boolean ascending = "TimestampAscending".equals(input.ScanBy());
        var told = (wanted ? alarms(caller, state, input) : Stream.<AlarmId>empty())
                .flatMap(alarm -> told(alarm).stream())
                .filter(each -> passes(each.item(), input))
                .sorted(ascending ? order : order.reversed())
                .toList();
        int from = from(told, input.NextToken());
        int most = input.MaxRecords() == null ? USUAL : input.MaxRecords();
        var page = Page.of(told.stream().skip(from), most, each -> each.ref().toString());
        return new HistoryAnswer(page.items().stream().map(Told::item).toList(), page.nextToken());
    }

    private static int from(List<Told> told, @Nullable String token) {
        if (token == null) {
            return 0;
        }
        var position = Page.positionOf(token).orElseThrow(Errors::token);
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).ref().toString().equals(position)) {
                return i + 1;
            }
        }
        throw Errors.token();
    }

    private static Stream<AlarmId> alarms(Caller caller, State state, HistoryInput input) {
        return input.AlarmName() == null
                ? state.alarms()
                        .values()
                        .map(row -> row.id())
                        .filter(id -> id.region().equals(caller.region()))
                : Stream.of(new AlarmId(caller.region(), input.AlarmName()));
    }

    private static boolean passes(Item item, HistoryInput input) {
        boolean late = input.EndDate() != null && item.Timestamp().isAfter(input.EndDate());
        boolean early = input.StartDate() != null && item.Timestamp().isBefore(input.StartDate());
        return !late
                && !early
                && (input.HistoryItemType() == null || input.HistoryItemType().equals(item.HistoryItemType()));
    }

    /// An event of an alarm tells what it became; what it was before is told by the one before.
    private List<Told> told(AlarmId alarm) {
        var items = new ArrayList<Told>();
        var before = Doc.EMPTY.with("stateValue", Doc.of(AlarmState.INSUFFICIENT_DATA.name()));
        boolean there = false;
        for (var recorded : history.about(Entities.key(alarm), MOST_EVENTS)) {
            if (!(recorded.event() instanceof AlarmEvent event)) {
                continue;
            }
            switch (event) {
                case AlarmPut _ -> {
                    items.add(configured(recorded, alarm, there ? "Update" : "Create"));
                    there = true;
                }
                case AlarmDeleted _ -> {
                    items.add(configured(recorded, alarm, "Delete"));
                    there = false;
                }
                case AlarmStateChanged now -> {
                    items.add(changed(recorded, before, now));
                    before = state(now);
                }
                case AlarmTagged _ -> {}
            }
        }
        return items;
    }

    private static Told configured(Recorded recorded, AlarmId alarm, String type) {
        var verb = type.equals("Create") ? "created" : type.equals("Update") ? "updated" : "deleted";
        var data = Doc.EMPTY.with("version", Doc.of("1.0")).with("type", Doc.of(type));
        var summary = "Alarm \"" + alarm.name() + "\" " + verb;
        return told(recorded, alarm, "ConfigurationUpdate", summary, data);
    }

    private static Told changed(Recorded recorded, Doc.Struct before, AlarmStateChanged now) {
        var data = Doc.EMPTY
                .with("version", Doc.of("1.0"))
                .with("oldState", before)
                .with("newState", state(now));
        var summary = "Alarm updated from " + before.text("stateValue").orElseThrow() + " to " + now.state();
        return told(recorded, now.alarm(), "StateUpdate", summary, data);
    }

    private static Doc.Struct state(AlarmStateChanged event) {
        var told =
                Doc.EMPTY.with("stateValue", Doc.of(event.state().name())).with("stateReason", Doc.of(event.reason()));
        var data = event.data();
        return data == null ? told : told.with("stateReasonData", Doc.of(data));
    }

    private static Told told(Recorded recorded, AlarmId alarm, String type, String summary, Doc data) {
        var item = new Item(alarm.name(), METRIC_ALARM, recorded.at(), type, summary, JsonView.of(data));
        return new Told(recorded.ref(), item);
    }
}
