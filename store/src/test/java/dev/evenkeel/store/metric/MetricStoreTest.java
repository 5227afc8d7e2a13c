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
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:30Z");

    private final MetricStore store = new MetricStore(2);

    @Test
    void valuesOfAMinuteAreAddedUp() {
        put("a", NOW, 1);
        put("a", NOW.plusSeconds(29), 3);
        put("a", NOW.plusSeconds(30), 10);

        var minutes = store.minutes(id("a"), NOW.minusSeconds(30), NOW.plusSeconds(60));

        assertEquals(
                List.of(new Statistic(2, 4, 1, 3), Statistic.of(10)),
                minutes.stream().map(MetricStore.Minute::values).toList());
        assertEquals(NOW.minusSeconds(30), minutes.getFirst().minute());
    }

    @Test
    void minutesAreForgottenAfterThreeHours() {
        put("a", NOW, 1);
        var later = NOW.plus(MetricStore.RETENTION).plusSeconds(60);
        assertFalse(store.put(id("a"), "None", NOW, Statistic.of(1), later));
        assertTrue(store.put(id("a"), "None", later, Statistic.of(2), later));

        assertEquals(1, store.minutes(id("a"), Instant.EPOCH, Instant.MAX).size());
    }

    @Test
    void aSeriesMoreThanAreKeptIsRefusedUntilAnotherIsOver() {
        put("a", NOW, 1);
        put("b", NOW, 1);
        assertFalse(put("c", NOW, 1));
        assertTrue(put("a", NOW, 2));

        var later = NOW.plus(MetricStore.RETENTION).plus(Duration.ofMinutes(2));

        assertTrue(store.put(id("c"), "None", later, Statistic.of(1), later));
        assertEquals(List.of(id("c")), store.ids("r", Instant.EPOCH));
    }

    @Test
    void seriesAreToldApartByTheirDimensions() {
        var other = new MetricId("r", "n", "a", new TreeMap<>(Map.of("x", "y")));
        put("a", NOW, 1);
        store.put(other, "Count", NOW, Statistic.of(5), NOW);

        assertEquals(
                5,
                store.minutes(other, Instant.EPOCH, Instant.MAX)
                        .getFirst()
                        .values()
                        .sum());
        assertEquals("Count", store.unit(other).orElseThrow());
        assertEquals(List.of(), store.ids("elsewhere", Instant.EPOCH));
    }

    private boolean put(String name, Instant at, double value) {
        return store.put(id(name), "None", at, Statistic.of(value), NOW);
    }

    private static MetricId id(String name) {
        return new MetricId("r", "n", name, new TreeMap<>());
    }
}
