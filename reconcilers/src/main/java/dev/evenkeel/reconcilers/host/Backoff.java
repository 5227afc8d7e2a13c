package dev.evenkeel.reconcilers.host;

import java.time.Duration;

/// How long to wait before something that failed is tried again.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 5;

    private Backoff() {}

    /// Half a second after the first failure, doubling up to 16 s.
    static Duration after(int failures) {
        return FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
    }
}
