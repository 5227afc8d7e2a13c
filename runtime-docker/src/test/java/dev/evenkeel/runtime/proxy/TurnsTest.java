package dev.evenkeel.runtime.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.balancing.Routes.Balance;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.HealthCode;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose turn it is, and what is thought of targets.
final class TurnsTest {
    private static final TargetHealth BAD =
            new TargetHealth(TargetState.UNHEALTHY, HealthCode.TIMEOUT, "Request timed out");

    @ParameterizedTest
    @CsvSource({"1, 1, 0101010101", "4, 1, 0010000100", "3, 2, 0101001010", "0, 1, 1111111111"})
    void turnsAreExactAndSpreadOut(int one, int other, String expected) {
        var turns = new SmoothWeights(one, other);
        var seen = IntStream.range(0, 10)
                .mapToObj(_ -> Integer.toString(turns.next()))
                .collect(Collectors.joining());
        assertEquals(expected, seen);
    }

    @Test
    void nobodyHasATurnWhereNobodyHasAWeight() {
        assertEquals(-1, new SmoothWeights(0, 0).next());
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200, true",
        "200, 201, false",
        "'200-299,304', 250, true",
        "'200-299,304', 304, true",
        "0-99, 12, true"
    })
    void codesAreListsAndRanges(String codes, int code, boolean has) {
        assertEquals(has, Codes.of(codes).has(code));
    }

    /// Three successes, two failures.
    private static HealthCheckSpec check() {
        var second = Duration.ofSeconds(1);
        return new HealthCheckSpec(
                BalancerProtocol.HTTP, HealthCheckSpec.TRAFFIC_PORT, "/", second, second, 3, 2, "200");
    }

    @Test
    void aJudgedTargetNeedsAsManyInARowAsTheThresholdsSay() {
        var verdict = new Verdict(TargetHealth.HEALTHY);
        assertFalse(verdict.heard(BAD, check()));
        assertFalse(verdict.heard(TargetHealth.HEALTHY, check()));
        assertFalse(verdict.heard(BAD, check()));
        assertTrue(verdict.heard(BAD, check()));
        assertFalse(verdict.heard(BAD, check()));
        assertFalse(verdict.heard(TargetHealth.HEALTHY, check()));
        assertFalse(verdict.heard(TargetHealth.HEALTHY, check()));
        assertTrue(verdict.heard(TargetHealth.HEALTHY, check()));
        assertEquals(TargetHealth.HEALTHY, verdict.health());
    }

    @Test
    void aNewTargetIsHealthyWithItsFirstSuccess() {
        var verdict = new Verdict(TargetHealth.REGISTERING);
        assertTrue(verdict.heard(BAD, check()));
        assertEquals(TargetHealth.CHECKING, verdict.health());
        assertTrue(verdict.heard(TargetHealth.HEALTHY, check()));
    }

    @Test
    void aTargetThatBecameHealthyWarmsUpSlowly() {
        var now = new AtomicLong();
        var slow = new Balance(false, Duration.ZERO, Duration.ofSeconds(100), false);
        var old = TestProxy.endpoint(1, TargetHealth.HEALTHY, false);
        var fresh = TestProxy.endpoint(2, TargetHealth.REGISTERING, false);
        var pool = new Pool(TestProxy.group("web", slow, old, fresh), now::get);
        var second = pool.members().getLast();
        assertEquals(0, share(pool, second));
        second.judged(TargetHealth.HEALTHY, now.get());
        now.set(Duration.ofSeconds(25).toNanos());
        assertEquals(20, share(pool, second));
        now.set(Duration.ofSeconds(100).toNanos());
        assertEquals(50, share(pool, second));
    }

    /// Of a hundred requests.
    private static int share(Pool pool, Member member) {
        return (int) IntStream.range(0, 100)
                .mapToObj(_ -> Objects.requireNonNull(pool.next(Set.of())))
                .filter(member::equals)
                .count();
    }

    @Test
    void aTargetKeepsItsCountsThroughChangesOfRoutesAndBeginsAnewWhenItIsRegisteredAnew() {
        var pool = new Pool(
                TestProxy.group("web", TestProxy.plain(), TestProxy.endpoint(1, TargetHealth.REGISTERING, false)),
                () -> 0);
        var member = pool.members().getFirst();
        assertTrue(member.begin());
        member.judged(TargetHealth.HEALTHY, 0);
        pool.update(TestProxy.group("web", TestProxy.plain(), TestProxy.endpoint(1, TargetHealth.HEALTHY, true)));
        assertEquals(1, pool.members().getFirst().open());
        assertFalse(member.drained());
        member.end();
        assertTrue(member.drained());
        assertFalse(member.drained(), "it is told once");
    }

    @Test
    void noRequestBeginsAtATargetThatLeftAfterItWasChosen() {
        var pool = new Pool(
                TestProxy.group("web", TestProxy.plain(), TestProxy.endpoint(1, TargetHealth.HEALTHY, false)), () -> 0);
        var draining = Objects.requireNonNull(pool.next(Set.of()));
        pool.update(TestProxy.group("web", TestProxy.plain(), TestProxy.endpoint(1, TargetHealth.HEALTHY, true)));
        assertFalse(draining.begin());
        assertTrue(draining.drained(), "what did not begin is not under way");

        pool.update(TestProxy.group("web", TestProxy.plain(), TestProxy.endpoint(2, TargetHealth.HEALTHY, false)));
        var gone = Objects.requireNonNull(pool.next(Set.of()));
        pool.update(TestProxy.group("web", TestProxy.plain()));
        assertFalse(gone.begin());
        assertEquals(0, gone.open());
    }
}
