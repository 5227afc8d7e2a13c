package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.ledger.Dice;
import java.time.Duration;

/// How long a service whose tasks fail to start waits before the next attempt: nothing after the first two failures
/// in a row, then doubling up to the longest wait. A tenth is thrown, so that many services do not start in step.
final class Throttle {
    /// Failures in a row that are answered at once.
    static final int FREE = 2;

    private Throttle() {}

    static Duration delay(int failures, Policy policy, Dice dice) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        long longest = policy.longestThrottle().toMillis();
        int doublings = Math.min(failures - FREE - 1, 20);
        long base = Math.min(policy.firstThrottle().toMillis() << doublings, longest);
        long jitter = base / 10 == 0 ? 0 : dice.below((int) (base / 10));
        return Duration.ofMillis(Math.min(base + jitter, longest));
    }
}
