package dev.evenkeel.reconcilers.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.MetricValue;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expressions over errors (2, none, 6) and requests (4, 8, 0) of three minutes.
final class MetricMathTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MetricStore store = new MetricStore(10);

    private void measure() {
        put("errors", 0, 2);
        put("errors", 2, 6);
        put("requests", 0, 4);
        put("requests", 1, 8);
        put("requests", 2, 0);
    }

    private void put(String name, int minute, double value) {
        var id = new MetricId("r", "n", name, new TreeMap<>());
        var at = NOON.plusSeconds(60L * minute);
        store.put(new MetricValue(id, "Count", Statistic.of(value)), at, 60, NOON.plusSeconds(180));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "e + r             | 6, -, 6",
                "100 * e / r       | 50, -, -",
                "-e ^ 2 + 1        | -3, -, -35",
                "(r - 4) * 2       | 0, 8, -8",
                "FILL(e, 0) / 2    | 1, 0, 3",
                "FILL(e, REPEAT)   | 2, 2, 6",
                "IF(r > 3, 1, 0)   | 1, 1, 0",
                "IF(e, r, 7)       | 4, -, 0",
                "SUM([e, r])       | 6, 8, 6",
                "MAX([e, r])       | 4, 8, 6",
                "AVG(r)            | 4, 4, 4",
                "MIN(r) + e        | 2, -, 6",
                "r >= 4 && r != 8  | 1, 0, 0",
                "e == 2 OR r == 0  | 1, -, 1",
                "ABS(0 - r)        | 4, 8, 0",
                "CEIL(r / 3)       | 2, 3, 0",
                "FLOOR(7 / 2)      | 3, 3, 3"
            })
    void expressionsComeToTheseValues(String expression, String expected) {
        measure();
        var values = values(expression);
        var told = List.of(0, 1, 2).stream()
                .map(minute -> values.get(NOON.plusSeconds(60L * minute)))
                .map(value -> value == null ? "-" : value == Math.rint(value) ? "" + value.longValue() : "" + value)
                .toList();
        assertEquals(List.of(expected.split(", ")), told);
    }

    private Map<Instant, Double> values(String expression) {
        var queries = queries(expression);
        assertTrue(
                MetricMath.fault(queries).isEmpty(),
                () -> MetricMath.fault(queries).toString());
        var math = new MetricMath(new MetricReader(store, "r"), queries);
        return math.returned(new Periods(NOON, NOON.plusSeconds(180), 60));
    }

    private static List<MetricQuery> queries(String expression) {
        return List.of(
                new MetricQuery("e", stat("errors"), null, null, false, null),
                new MetricQuery("r", stat("requests"), null, null, false, null),
                new MetricQuery("x", null, expression, null, true, null));
    }

    private static MetricStat stat(String name) {
        return new MetricStat("n", name, Map.of(), 60, "Sum", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e +",
                "e r",
                "(e",
                "SEARCH(e)",
                "x + 1",
                "y",
                "e % 2",
                "IF(e)",
                "FILL(e, r)",
                "",
                "[e",
                "1 .5",
                "e ="
            })
    void whatIsNotUnderstoodIsTold(String expression) {
        var fault = MetricMath.fault(queries(expression)).orElseThrow();
        assertTrue(fault.startsWith("Error in expression 'x': "), fault);
    }

    @Test
    void expressionsMayRestOnOtherExpressions() {
        measure();
        var queries = List.of(
                new MetricQuery("r", stat("requests"), null, null, false, null),
                new MetricQuery("twice", null, "r * 2", null, false, null),
                new MetricQuery("x", null, "twice + 1", null, true, null));
        var values = new MetricMath(new MetricReader(store, "r"), queries)
                .returned(new Periods(NOON, NOON.plusSeconds(180), 60));

        assertEquals(List.of(9.0, 17.0, 1.0), List.copyOf(values.values()));
    }
}
