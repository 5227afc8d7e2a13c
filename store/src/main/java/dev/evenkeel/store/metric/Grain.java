package dev.evenkeel.store.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How closely values are kept: the longer ago, the coarser.
enum Grain {
    /// As they came.
    FINE(1, Duration.ofHours(3)),

    /// Five minutes taken together.
    FIVE_MINUTES(300, Duration.ofDays(1)),

    /// Hours.
    HOURS(3_600, Duration.ofDays(15));

    private final int seconds;
    private final Duration kept;

    Grain(int seconds, Duration kept) {
        this.seconds = seconds;
        this.kept = kept;
    }

    int seconds() {
        return seconds;
    }

    /// How long values are kept so.
    Duration kept() {
        return kept;
    }

    /// Before this time values are coarser.
    Instant oldest(Instant now) {
        return now.minus(kept);
    }

    /// The beginning of what a time is taken together with.
    ///
    /// @param resolution seconds; of the values themselves
    Instant begin(Instant at, int resolution) {
        return at.truncatedTo(ChronoUnit.SECONDS)
                .minusSeconds(Math.floorMod(at.getEpochSecond(), Math.max(seconds, resolution)));
    }
}
