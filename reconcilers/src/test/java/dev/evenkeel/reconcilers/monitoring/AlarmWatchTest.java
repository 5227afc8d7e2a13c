package dev.evenkeel.reconcilers.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.command.AlarmCommand.JudgeAlarm;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.MetricValue;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.model.alarm.AlarmActions;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.alarm.MissingData;
import dev.evenkeel.store.model.alarm.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Alarms judged as time goes by, which is made here.
final class AlarmWatchTest {
    private static final AlarmId ALARM = new AlarmId("us-east-1", "errors");

    private final MetricStore store = new MetricStore(10);
    private final List<JudgeAlarm> told = new ArrayList<>();
    private final Given given = new Given();
    private final AlarmWatch watch = new AlarmWatch(given::state, store, this::take);

    private void take(JudgeAlarm command) {
        told.add(command);
        given.decide(command);
    }

    private void put(int period, int periods, MissingData missing) {
        var metric = new MetricStat("Mine", "Errors", Map.of(), period, "Sum", null);
        var rule = new AlarmSpec.Rule(periods, null, Comparison.ABOVE, 5, missing, null);
        given.event(new AlarmPut(ALARM, new AlarmSpec(null, AlarmActions.NONE, metric, List.of(), rule)));
    }

    private void measure(double value) {
        var id = new MetricId("us-east-1", "Mine", "Errors", new TreeMap<>());
        store.put(new MetricValue(id, "Count", Statistic.of(value)), given.now(), 10, given.now());
    }

    private void pass(Duration time) {
        for (var end = given.now().plus(time); given.now().isBefore(end); given.later(Duration.ofSeconds(1))) {
            watch.step(given.now());
        }
    }

    /// To the beginning of the next minute.
    private void nextMinute() {
        pass(Duration.ofSeconds(60 - given.now().getEpochSecond() % 60));
    }

    @Test
    void aBreachIsToldAfterItsPeriodWithWhatItRestedOnAndSoIsItsEnd() {
        put(60, 1, MissingData.NOT_BREACHING);
        nextMinute();
        var begin = given.now();
        measure(9);
        pass(Duration.ofSeconds(59));
        assertEquals(AlarmState.OK, state());

        pass(Duration.ofSeconds(30));

        assertEquals(AlarmState.ALARM, state());
        assertEquals(List.of(new Sample(begin, 9)), told.getLast().samples());
        assertTrue(
                told.getLast()
                        .reason()
                        .matches(
                                "Threshold Crossed: 1 out of the last 1 datapoints \\[9\\.0 \\(.*\\)] was greater than the"
                                        + " threshold \\(5\\.0\\) \\(minimum 1 datapoint for OK -> ALARM transition\\)\\."),
                told.getLast().reason());
        pass(Duration.ofMinutes(1));
        assertEquals(AlarmState.ALARM, state(), "a value that was late may still come");
        pass(Duration.ofMinutes(2));
        assertEquals(AlarmState.OK, state());
        assertEquals(
                "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as"
                        + " [NonBreaching].",
                told.getLast().reason());
    }

    @Test
    void shortPeriodsAreJudgedAtOnce() {
        put(10, 1, MissingData.MISSING);
        nextMinute();
        measure(9);

        pass(Duration.ofSeconds(15));

        assertEquals(AlarmState.ALARM, state());
    }

    @Test
    void whatACallerSetHoldsUntilTheNextPeriod() {
        put(60, 1, MissingData.NOT_BREACHING);
        nextMinute();
        pass(Duration.ofSeconds(20));
        given.event(new AlarmStateChanged(ALARM, AlarmState.ALARM, "set", null, List.of()));

        pass(Duration.ofSeconds(40));
        assertEquals(AlarmState.ALARM, state());
        pass(Duration.ofSeconds(30));

        assertEquals(AlarmState.OK, state());
    }

    @Test
    void afterARestartAnAlarmStaysAsItWasUntilItsPeriodsHavePassed() {
        put(60, 2, MissingData.NOT_BREACHING);
        given.event(new AlarmStateChanged(ALARM, AlarmState.ALARM, "before", null, List.of()));
        given.later(Duration.ofDays(1));

        pass(Duration.ofSeconds(90));
        assertEquals(List.of(), told);
        pass(Duration.ofMinutes(2));

        assertEquals(AlarmState.OK, state());
    }

    @Test
    void withoutValuesTooLittleIsKnown() {
        put(60, 3, MissingData.MISSING);
        nextMinute();
        measure(1);
        pass(Duration.ofMinutes(2));
        assertEquals(AlarmState.OK, state());

        pass(Duration.ofMinutes(6));

        assertEquals(AlarmState.INSUFFICIENT_DATA, state());
        assertEquals(
                "Insufficient Data: 3 datapoints were unknown.", told.getLast().reason());
    }

    private AlarmState state() {
        return given.state().alarms().get(ALARM).orElseThrow().status().state();
    }
}
