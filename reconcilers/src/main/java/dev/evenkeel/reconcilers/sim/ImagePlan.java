package dev.evenkeel.reconcilers.sim;

import java.time.Duration;

/// What an image does when it is pulled and run: behaviour as data.
///
/// @param ignoresStop whether its process ignores the stop signal, so that only SIGKILL after the grace ends it
/// @param health what its health check says, where its container definition has one
public record ImagePlan(Pull pull, Life life, boolean ignoresStop, HealthPlan health) {
    private static final Pull QUICK_PULL = new Pull(Duration.ofSeconds(2), 0, "");

    /// How pulling it goes.
    ///
    /// @param failures how many pulls on each host fail before one works
    /// @param error the engine's words for a failing pull
    public record Pull(Duration takes, int failures, String error) {}

    /// How its process lives.
    public sealed interface Life {
        /// Until it is stopped.
        record Forever() implements Life {}

        /// Ends by itself.
        record Exits(int code, Duration after) implements Life {}

        /// The kernel kills it for lack of memory.
        record OutOfMemory(Duration after) implements Life {}

        /// The engine cannot even start it.
        record CannotStart(String error) implements Life {}
    }

    /// What the health check says, from the start of the process on.
    public sealed interface HealthPlan {
        /// HEALTHY after this long.
        record HealthyAfter(Duration after) implements HealthPlan {}

        /// UNHEALTHY after this long, and for ever.
        record UnhealthyAfter(Duration after) implements HealthPlan {}

        /// HEALTHY after the first of these, UNHEALTHY after the second, and for ever.
        record SoursAfter(Duration healthy, Duration unhealthy) implements HealthPlan {}
    }

    /// Runs until it is stopped, and is healthy.
    public static ImagePlan forever() {
        return living(new Life.Forever());
    }

    /// Ends by itself with this code.
    public static ImagePlan exits(int code, Duration after) {
        return living(new Life.Exits(code, after));
    }

    /// Is killed for lack of memory.
    public static ImagePlan outOfMemory(Duration after) {
        return living(new Life.OutOfMemory(after));
    }

    /// Cannot be started.
    public static ImagePlan cannotStart(String error) {
        return living(new Life.CannotStart(error));
    }

    private static ImagePlan living(Life life) {
        return new ImagePlan(QUICK_PULL, life, false, new HealthPlan.HealthyAfter(Duration.ofSeconds(5)));
    }

    /// The same, but only SIGKILL ends it.
    public ImagePlan ignoringStop() {
        return new ImagePlan(pull, life, true, health);
    }

    /// The same, but a pull takes this long.
    public ImagePlan pulledIn(Duration takes) {
        return new ImagePlan(new Pull(takes, pull.failures(), pull.error()), life, ignoresStop, health);
    }

    /// The same, but the first pulls on each host fail.
    public ImagePlan failingPulls(int failures, String error) {
        return new ImagePlan(new Pull(pull.takes(), failures, error), life, ignoresStop, health);
    }

    /// The same, but its health check fails for good after this long.
    public ImagePlan unhealthyAfter(Duration after) {
        return new ImagePlan(pull, life, ignoresStop, new HealthPlan.UnhealthyAfter(after));
    }

    /// The same, but its health check passes only after this long.
    public ImagePlan healthyAfter(Duration after) {
        return new ImagePlan(pull, life, ignoresStop, new HealthPlan.HealthyAfter(after));
    }

    /// The same, but its health check passes after a while, and fails for good after another, both from the start on.
    public ImagePlan souring(Duration healthy, Duration unhealthy) {
        return new ImagePlan(pull, life, ignoresStop, new HealthPlan.SoursAfter(healthy, unhealthy));
    }
}
