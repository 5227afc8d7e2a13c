package dev.evenkeel.store.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How starting the tasks of a service goes.
///
/// @param failed attempts that failed in a row since the last success or change; tasks that were started together and
///     fail together are one attempt
/// @param failedAt when the last attempt was counted
/// @param throttledAt the number of failures for which a wait was last decided
/// @param nextAttemptAt no task is started before this
public record Starts(
        int failed,
        @Nullable Instant failedAt,
        int throttledAt,
        @Nullable Instant nextAttemptAt) {
    /// Nothing has failed.
    public static final Starts FINE = new Starts(0, null, 0, null);

    Starts failed(TaskRow task, Instant at) {
        boolean sameAttempt = failedAt != null && task.times().createdAt().isBefore(failedAt);
        return sameAttempt ? this : new Starts(failed + 1, at, throttledAt, nextAttemptAt);
    }

    Starts throttled(int failures, Instant until) {
        return new Starts(failed, failedAt, failures, until);
    }
}
