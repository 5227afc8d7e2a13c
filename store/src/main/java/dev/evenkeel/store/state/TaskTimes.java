package dev.evenkeel.store.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a task went through its life.
public record TaskTimes(
        Instant createdAt,
        @Nullable Instant pullStartedAt,
        @Nullable Instant pullStoppedAt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppingAt,
        @Nullable Instant stoppedAt) {
    /// Those of a task made at this time.
    public static TaskTimes created(Instant at) {
        return new TaskTimes(at, null, null, null, null, null);
    }

    /// With the times of the image pull, where they were not known before.
    public TaskTimes pulled(@Nullable Instant from, @Nullable Instant to) {
        return new TaskTimes(
                createdAt,
                pullStartedAt == null ? from : pullStartedAt,
                pullStoppedAt == null ? to : pullStoppedAt,
                startedAt,
                stoppingAt,
                stoppedAt);
    }

    /// Running since this time.
    public TaskTimes started(Instant at) {
        return new TaskTimes(
                createdAt, pullStartedAt, pullStoppedAt, startedAt == null ? at : startedAt, stoppingAt, stoppedAt);
    }

    /// Asked to stop at this time.
    public TaskTimes stopping(Instant at) {
        return new TaskTimes(
                createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt == null ? at : stoppingAt, stoppedAt);
    }

    /// Stopped at this time.
    public TaskTimes stopped(Instant at) {
        return new TaskTimes(
                createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt == null ? at : stoppingAt, at);
    }
}
