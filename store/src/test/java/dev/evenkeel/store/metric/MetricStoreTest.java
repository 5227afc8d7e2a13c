package dev.evenkeel.store.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MetricStoreTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int MINUTE = 60;

    private final MetricStore store = new MetricStore(2);

    @Test
    void valuesOfAMinuteAreAddedUp() {
        put("a", NOON.plusSeconds(30), 1);
        put("a", NOON.plusSeconds(59), 3);
        put("a", NOON.plusSeconds(60), 10);

        var points = points("a", MINUTE);

        assertEquals(NOON, points.getFirst().at());
        assertEquals(4, points.getFirst().values().sum());
        assertEquals(2, points.getFirst().values().count());
        assertEquals(Statistic.of(10), points.getLast().values());
    }

    @Test
    void finerValuesAreKeptAsTheyCome() {
        store.put(value("a", 1), NOON.plusMillis(10_700), 10, NOON);
        store.put(value("a", 2), NOON.plusMillis(19_900), 10, NOON);
        store.put(value("a", 3), NOON.plusSeconds(20), 10, NOON);

        assertEquals(
                List.of(NOON.plusSeconds(10), NOON.plusSeconds(20)),
                points("a", 10).stream().map(MetricStore.Point::at).toList());
    }

    @Test
    void olderValuesAreTakenTogetherAndShownInLongPeriodsOnly() {
        put("a", NOON, 1);
        put("a", NOON.plusSeconds(120), 2);
        var later = NOON.plus(MetricStore.FINE).plusSeconds(240);
        store.put(value("a", 7), later, MINUTE, later);

        assertEquals(List.of(later), times(points("a", MINUTE)));
        assertEquals(List.of(NOON, later), times(points("a", 300)));
        assertEquals(3, points("a", 300).getFirst().values().sum());

        var nextDay = NOON.plus(MetricStore.FIVE_MINUTES).plus(Duration.ofHours(4));
        store.put(value("a", 9), nextDay, MINUTE, nextDay);
        assertEquals(List.of(nextDay), times(points("a", 300)));
        assertEquals(3, points("a", 3_600).getFirst().values().sum());
    }

    @Test
    void nothingIsKeptForLongerThanFifteenDays() {
        put("a", NOON, 1);
        var later = NOON.plus(MetricStore.RETENTION).plusSeconds(3_600);

        assertFalse(store.put(value("a", 1), NOON, MINUTE, later));
        assertTrue(store.put(value("a", 2), later, MINUTE, later));

        assertEquals(1, points("a", 3_600).size());
    }

    @Test
    void aSeriesMoreThanAreKeptIsRefusedUntilAnotherIsOver() {
        put("a", NOON, 1);
        put("b", NOON, 1);
        assertFalse(put("c", NOON, 1));
        assertTrue(put("a", NOON, 2));

        var later = NOON.plus(MetricStore.RETENTION).plus(Duration.ofMinutes(2));

        assertTrue(store.put(value("c", 1), later, MINUTE, later));
        assertEquals(List.of(id("c")), store.ids("r", Instant.EPOCH));
    }

    @Test
    void seriesAreToldApartByTheirDimensions() {
        var other = new MetricId("r", "n", "a", new TreeMap<>(Map.of("x", "y")));
        put("a", NOON, 1);
        store.put(new MetricValue(other, "Count", Statistic.of(5)), NOON, MINUTE, NOON);

        assertEquals(
                5,
                store.points(other, Instant.EPOCH, Instant.MAX, MINUTE)
                        .getFirst()
                        .values()
                        .sum());
        assertEquals("Count", store.unit(other).orElseThrow());
        assertEquals(List.of(), store.ids("elsewhere", Instant.EPOCH));
    }

    private List<MetricStore.Point> points(String name, int coarsest) {
        return store.points(id(name), Instant.EPOCH, Instant.MAX, coarsest);
    }

    private static List<Instant> times(List<MetricStore.Point> points) {
        return points.stream().map(MetricStore.Point::at).toList();
    }

    private boolean put(String name, Instant at, double value) {
        return store.put(value(name, value), at, MINUTE, NOON);
    }

    private static MetricValue value(String name, double value) {
        return new MetricValue(id(name), "None", Statistic.of(value));
    }

    private static MetricId id(String name) {
        return new MetricId("r", "n", name, new TreeMap<>());
    }
}
