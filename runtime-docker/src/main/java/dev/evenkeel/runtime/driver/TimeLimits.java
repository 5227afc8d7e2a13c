package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import java.time.Duration;

/// How long the engine may take. One that hangs must not hang us: what takes longer has failed, and is tried again.
/// Fetching an image has no limit as long as it goes on.
///
/// @param look for what changes nothing
/// @param change for creating, starting and removing
/// @param margin for stopping, beyond the grace that the container has
/// @param pullSilence for a fetch that makes no progress
/// @param pullAnswer for the first word of a registry, where the host has an image to fall back on
/// @param pullPause between the first two attempts to fetch; doubles with each
public record TimeLimits(
        Duration look,
        Duration change,
        Duration margin,
        Duration pullSilence,
        Duration pullAnswer,
        Duration pullPause) {
    /// What suits an engine under load.
    public static final TimeLimits DEFAULTS = new TimeLimits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));

    /// The limit of a step. Images has its own for fetching; this one is for an engine that does not answer at all.
    Duration of(Step step) {
        return switch (step) {
            case Step.Pull _ -> Duration.ofHours(2);
            case Step.Create _, Step.CreateSandbox _, Step.Secure _, Step.Start _, Step.Restart _, Step.Remove _ ->
                change;
            case Step.Stop stop -> stop.grace().plus(margin);
        };
    }

    /// What is said of a call that took too long.
    static RuntimeUnavailableException expired(Object engine, Duration limit, Throwable cause) {
        return new RuntimeUnavailableException(
                "Docker Engine at " + engine + " did not answer within " + limit.toSeconds() + " s", cause);
    }
}
