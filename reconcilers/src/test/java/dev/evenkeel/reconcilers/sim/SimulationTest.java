package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bounded share of the random runs; `./evenkeel sim` runs as many as one likes.
final class SimulationTest {
    private static final int SEEDS = 150;
    private static final int TOGETHER = 10;

    @ParameterizedTest(name = "seeds {0} to {0} + 9")
    @MethodSource("groups")
    void everyPromiseIsKeptUnderFaultsAndThenAllComesToRest(long first) {
        for (long seed = first; seed < first + TOGETHER; seed++) {
            var result = SeededRun.checked(seed);
            assertTrue(result.passed(), result::text);
        }
    }

    static LongStream groups() {
        return LongStream.iterate(0, first -> first < SEEDS, first -> first + TOGETHER);
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        assertEquals(SeededRun.of(3), SeededRun.of(3));
        assertNotEquals(SeededRun.of(3).head(), SeededRun.of(4).head());
    }
}
