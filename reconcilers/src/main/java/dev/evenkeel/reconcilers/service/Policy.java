package dev.evenkeel.reconcilers.service;

import java.time.Duration;

/// Times that ECS fixes and tests may change.
///
/// @param healthyAfter how long a task without a health check runs before it counts as healthy
/// @param longestThrottle the longest wait between two attempts to start a task
/// @param firstThrottle the wait after the third failed start in a row; each further failure doubles it
public record Policy(Duration healthyAfter, Duration firstThrottle, Duration longestThrottle) {
    /// What ECS does.
    public static final Policy ECS = new Policy(Duration.ofSeconds(40), Duration.ofSeconds(10), Duration.ofMinutes(27));

    /// The same, but for when a task counts as healthy.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Policy healthyAfter(int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("a task is healthy after 0 seconds or more, not " + seconds);
        }
        return new Policy(Duration.ofSeconds(seconds), firstThrottle, longestThrottle);
    }
}
