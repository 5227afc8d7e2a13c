package dev.evenkeel.store.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatTest {
    private static final Statistic HUNDRED = IntStream.rangeClosed(1, 100)
            .mapToObj(Statistic::of)
            .reduce(Statistic::plus)
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({"p0, 1", "p50, 50", "p90, 90", "p99, 99", "p99.9, 100", "p100, 100"})
    void percentilesAreRightWithinOnePercent(String word, double expected) {
        assertEquals(expected, stat(word).of(HUNDRED).orElseThrow(), expected * 0.011);
    }

    @ParameterizedTest
    @CsvSource({"Average, 50.5", "Sum, 5050", "Minimum, 1", "Maximum, 100", "SampleCount, 100"})
    void plainStatisticsAreExact(String word, double expected) {
        assertEquals(OptionalDouble.of(expected), stat(word).of(HUNDRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p101", "p", "P99", "tm99", "p-1", "average", "p99."})
    void otherWordsAreNone(String word) {
        assertEquals(Optional.empty(), Stat.of(word));
    }

    @Test
    void valuesOfBothSignsAndZeroAreInOrder() {
        var mixed = IntStream.rangeClosed(-50, 50)
                .mapToObj(Statistic::of)
                .reduce(Statistic::plus)
                .orElseThrow();

        assertEquals(-50, stat("p0").of(mixed).orElseThrow(), 0.6);
        assertEquals(0, stat("p50").of(mixed).orElseThrow(), 0.01);
        assertEquals(40, stat("p90").of(mixed).orElseThrow(), 1.1);
    }

    @Test
    void nobodyKnowsThePercentilesOfASetButOfEqualValues() {
        assertEquals(OptionalDouble.empty(), stat("p90").of(new Statistic(4, 10, 1, 4)));
        assertEquals(OptionalDouble.of(3), stat("p90").of(new Statistic(4, 12, 3, 3)));
    }

    @Test
    void ofValuesFarApartTheHighPercentilesStayRight() {
        var wide = IntStream.range(0, 1_000)
                .mapToObj(i -> Statistic.of(Math.pow(1.02, i)))
                .reduce(Statistic::plus)
                .orElseThrow();

        double high = Math.pow(1.02, 899);
        assertEquals(high, stat("p90").of(wide).orElseThrow(), high * 0.011);
        assertTrue(stat("p10").of(wide).orElseThrow() < high);
    }

    private static Stat stat(String word) {
        return Stat.of(word).orElseThrow();
    }
}
