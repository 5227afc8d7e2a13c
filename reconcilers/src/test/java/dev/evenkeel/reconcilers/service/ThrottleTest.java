package dev.evenkeel.reconcilers.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.ledger.Dice;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
    @ParameterizedTest(name = "{0} failures wait {1} s and up to a tenth more")
    @CsvSource({"0, 0", "1, 0", "2, 0", "3, 10", "4, 20", "5, 40", "10, 1280", "11, 1620", "100000, 1620"})
    void waitsDoubleUpToTwentySevenMinutes(int failures, int seconds) {
        for (int seed = 0; seed < 20; seed++) {
            var delay = Throttle.delay(failures, Policy.ECS, new Dice(seed));

            assertTrue(delay.compareTo(Duration.ofSeconds(seconds)) >= 0, delay::toString);
            assertTrue(delay.compareTo(Duration.ofMillis(seconds * 1100L)) <= 0, delay::toString);
            assertTrue(delay.compareTo(Duration.ofMinutes(27)) <= 0, delay::toString);
        }
    }

    @Test
    void theSameSeedWaitsTheSame() {
        assertEquals(Throttle.delay(5, Policy.ECS, new Dice(3)), Throttle.delay(5, Policy.ECS, new Dice(3)));
    }
}
