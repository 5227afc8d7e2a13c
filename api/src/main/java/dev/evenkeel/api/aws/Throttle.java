package dev.evenkeel.api.aws;

import java.time.Instant;

/// Decides which calls come too fast.
@FunctionalInterface
public interface Throttle {
    /// Lets every call in.
    Throttle OFF = (_, _, _) -> true;

    /// Whether a call of an operation may go on.
    ///
    /// @param service id of its model, such as `ecs`
    boolean admits(String service, String operation, Instant at);
}
