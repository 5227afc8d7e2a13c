package dev.evenkeel.store.state;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When a task went through its life. What was once set stays, but for its health.
///
/// @param connectivityAt when its host's agent was first heard about it
/// @param startedAt RUNNING
/// @param healthyAt since when its container health checks say that it is healthy; absent while they do not
/// @param stoppingAt asked to stop
/// @param executionStoppedAt its containers had ended
public record TaskTimes(
        Instant createdAt,
        @Nullable Instant pullStartedAt,
        @Nullable Instant pullStoppedAt,
        @Nullable Instant connectivityAt,
        @Nullable Instant startedAt,
        @Nullable Instant healthyAt,
        @Nullable Instant stoppingAt,
        @Nullable Instant executionStoppedAt,
        @Nullable Instant stoppedAt) {
    /// Those of a task made at this time.
    public static TaskTimes created(Instant at) {
        return new TaskTimes(at, null, null, null, null, null, null, null, null);
    }

    /// With the times of the image pull, where they were not known before.
    public TaskTimes pulled(@Nullable Instant from, @Nullable Instant to) {
        return with(times -> {
            times.pullStartedAt = first(pullStartedAt, from);
            times.pullStoppedAt = first(pullStoppedAt, to);
        });
    }

    /// Heard about at this time.
    public TaskTimes connected(Instant at) {
        return with(times -> times.connectivityAt = first(connectivityAt, at));
    }

    /// Running since this time.
    public TaskTimes started(Instant at) {
        return with(times -> times.startedAt = first(startedAt, at));
    }

    /// Healthy since this time, or not any more.
    public TaskTimes healthy(@Nullable Instant at) {
        return with(times -> times.healthyAt = at);
    }

    /// Asked to stop at this time.
    public TaskTimes stopping(Instant at) {
        return with(times -> times.stoppingAt = first(stoppingAt, at));
    }

    /// Without a running container from this time on.
    public TaskTimes executionStopped(Instant at) {
        return with(times -> times.executionStoppedAt = first(executionStoppedAt, at));
    }

    /// Stopped at this time.
    public TaskTimes stopped(Instant at) {
        return with(times -> {
            times.stoppingAt = first(stoppingAt, at);
            times.executionStoppedAt = first(executionStoppedAt, at);
            times.stoppedAt = at;
        });
    }

    private static @Nullable Instant first(@Nullable Instant known, @Nullable Instant news) {
        return known == null ? news : known;
    }

    private TaskTimes with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.times();
    }

    /// Times under change.
    private static final class Parts {
        private final Instant createdAt;
        private @Nullable Instant pullStartedAt;
        private @Nullable Instant pullStoppedAt;
        private @Nullable Instant connectivityAt;
        private @Nullable Instant startedAt;
        private @Nullable Instant healthyAt;
        private @Nullable Instant stoppingAt;
        private @Nullable Instant executionStoppedAt;
        private @Nullable Instant stoppedAt;

        Parts(TaskTimes from) {
            createdAt = from.createdAt;
            pullStartedAt = from.pullStartedAt;
            pullStoppedAt = from.pullStoppedAt;
            connectivityAt = from.connectivityAt;
            startedAt = from.startedAt;
            healthyAt = from.healthyAt;
            stoppingAt = from.stoppingAt;
            executionStoppedAt = from.executionStoppedAt;
            stoppedAt = from.stoppedAt;
        }

        TaskTimes times() {
            return new TaskTimes(
                    createdAt,
                    pullStartedAt,
                    pullStoppedAt,
                    connectivityAt,
                    startedAt,
                    healthyAt,
                    stoppingAt,
                    executionStoppedAt,
                    stoppedAt);
        }
    }
}
