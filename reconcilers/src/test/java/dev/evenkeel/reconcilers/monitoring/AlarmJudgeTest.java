package dev.evenkeel.reconcilers.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MissingData;
import dev.evenkeel.store.model.alarm.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables of what an alarm of three periods comes to: `#` breaches, `0` does not, `-` is missing, the latest at the
/// right. `same` is the state that it was in.
final class AlarmJudgeTest {
    private static final Instant END = Instant.parse("2026-01-01T12:00:00Z");
    private static final int PERIOD = 60;

    @ParameterizedTest
    @CsvSource({
        "0-#-#, OK,                OK,   OK,    OK",
        "----0, OK,                OK,   OK,    OK",
        "-----, INSUFFICIENT_DATA, same, ALARM, OK",
        "0##-#, ALARM,             ALARM,ALARM, ALARM",
        "--#--, ALARM,             same, ALARM, OK",
        "--###, ALARM,             ALARM,ALARM, ALARM",
        "----#, same,              same, ALARM, OK",
        "##0##, OK,                OK,   OK,    OK"
    })
    void allOfThree(String seen, String missing, String ignore, String breaching, String notBreaching) {
        assertRow(3, seen, List.of(missing, ignore, breaching, notBreaching));
    }

    @ParameterizedTest
    @CsvSource({
        "0-#-#, ALARM,             ALARM,ALARM, ALARM",
        "00#0#, ALARM,             ALARM,ALARM, ALARM",
        "0-#--, OK,                OK,   ALARM, OK",
        "----0, OK,                OK,   ALARM, OK",
        "---#-, ALARM,             same, ALARM, OK",
        "--00#, OK,                OK,   OK,    OK",
        "-----, INSUFFICIENT_DATA, same, ALARM, OK"
    })
    void twoOfThree(String seen, String missing, String ignore, String breaching, String notBreaching) {
        assertRow(2, seen, List.of(missing, ignore, breaching, notBreaching));
    }

    private static void assertRow(int needed, String seen, List<String> expected) {
        var treatments =
                List.of(MissingData.MISSING, MissingData.IGNORE, MissingData.BREACHING, MissingData.NOT_BREACHING);
        for (int i = 0; i < treatments.size(); i++) {
            var rule = rule(needed, treatments.get(i));
            for (var now : AlarmState.values()) {
                var wanted = expected.get(i).equals("same") ? now : AlarmState.valueOf(expected.get(i));
                var verdict = new AlarmJudge(rule, window(seen), Instant.MIN).judge(now);
                assertEquals(wanted, verdict.state(), seen + " " + treatments.get(i) + " in " + now);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-----, ALARM", "----0, ALARM", "---00, OK", "----#, ALARM"})
    void whatWasLostWithAnEarlierProcessIsNotTakenForMissing(String seen, AlarmState expected) {
        for (var treatment : MissingData.values()) {
            var judge = new AlarmJudge(rule(2, treatment), window(seen), END.minusSeconds(90));
            assertEquals(expected, judge.judge(AlarmState.ALARM).state(), treatment::word);
        }
    }

    @Test
    void aPercentileOfTooFewValuesSaysNothing() {
        var window = new Window(END, PERIOD, window("--###").samples(), true);

        assertEquals(
                AlarmState.OK,
                new AlarmJudge(rule(3, MissingData.MISSING), window, Instant.MIN)
                        .judge(AlarmState.OK)
                        .state());
    }

    @ParameterizedTest
    @CsvSource({
        "GreaterThanThreshold, 1, false",
        "GreaterThanThreshold, 1.1, true",
        "GreaterThanOrEqualToThreshold, 1, true",
        "LessThanThreshold, 1, false",
        "LessThanThreshold, 0.9, true",
        "LessThanOrEqualToThreshold, 1, true"
    })
    void comparisonsAreCloudWatchs(String word, double value, boolean breaches) {
        assertEquals(breaches, Comparison.of(word).orElseThrow().breaches(value, 1));
    }

    private static AlarmSpec.Rule rule(int needed, MissingData missing) {
        return new AlarmSpec.Rule(3, needed, Comparison.ABOVE, 0.5, missing, null);
    }

    private static Window window(String seen) {
        var samples = new ArrayList<Sample>();
        for (int age = 1; age <= seen.length(); age++) {
            char each = seen.charAt(seen.length() - age);
            if (each != '-') {
                samples.add(new Sample(END.minusSeconds((long) age * PERIOD), each == '#' ? 1 : 0));
            }
        }
        return new Window(END, PERIOD, samples, false);
    }
}
