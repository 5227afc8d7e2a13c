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
}
