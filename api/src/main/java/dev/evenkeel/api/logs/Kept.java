package dev.evenkeel.api.logs;

import dev.evenkeel.store.state.LogGroupRow;
import java.time.Duration;
import java.time.Instant;

/// What a group's retention keeps. Lines that are older are not shown, whether or not their room has been freed yet.
final class Kept {
    private Kept() {}

    /// The earliest timestamp that is kept, milliseconds since 1970-01-01T00:00:00Z.
    static long since(LogGroupRow group, Instant now) {
        return group.retentionDays() == null
                ? 0
                : now.minus(Duration.ofDays(group.retentionDays())).toEpochMilli();
    }
}
