package dev.evenkeel.reconcilers.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ECS's thresholds, with the examples of its documentation.
final class BreakerTest {
    @ParameterizedTest
    @CsvSource({
        "BOUNDED_PERCENT, 50, 0, 3",
        "BOUNDED_PERCENT, 50, 1, 3",
        "BOUNDED_PERCENT, 50, 6, 3",
        "BOUNDED_PERCENT, 50, 7, 4",
        "BOUNDED_PERCENT, 50, 25, 13",
        "BOUNDED_PERCENT, 50, 400, 200",
        "BOUNDED_PERCENT, 50, 800, 200",
        "BOUNDED_PERCENT, 1, 100, 3",
        "BOUNDED_PERCENT, 100, 20, 20",
        "UNBOUNDED_PERCENT, 50, 0, 1",
        "UNBOUNDED_PERCENT, 50, 1, 1",
        "UNBOUNDED_PERCENT, 10, 15, 2",
        "UNBOUNDED_PERCENT, 50, 800, 400",
        "COUNT, 1, 800, 1",
        "COUNT, 7, 1, 7",
        "COUNT, 300, 0, 300",
    })
    void tripsAtAsManyFailuresAsEcsSays(Breaker.Type type, int value, int desired, int threshold) {
        assertEquals(threshold, new Breaker(true, true, type, value).threshold(desired));
    }

    @ParameterizedTest
    @CsvSource({"2, 50, 1", "3, 50, 2", "10, 80, 8", "4, 0, 1", "1, 1, 1", "7, 100, 7"})
    void earlySuccessNeedsItsShareRoundedUp(int desired, int percent, int needed) {
        assertEquals(needed, new EarlySuccess(percent, false).needed(desired));
    }
}
