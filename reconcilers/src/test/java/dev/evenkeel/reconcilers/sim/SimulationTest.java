package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SimulationTest {
    static Stream<Arguments> tens() {
        return IntStream.range(0, 15).mapToObj(i -> Arguments.of(i * 10));
    }

    @ParameterizedTest
    @MethodSource("tens")
    void keepsEveryPromiseUnderFaultsAndComesToRest(int first) {
        for (long seed = first; seed < first + 10; seed++) {
            var result = SeededRun.checked(seed);
            assertTrue(result.passed(), result::text);
        }
    }
}
