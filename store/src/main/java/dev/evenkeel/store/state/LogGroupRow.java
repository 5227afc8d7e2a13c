package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.LogGroupId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A log group as it is now. Its streams and lines are not part of the state.
///
/// @param retentionDays how long its lines are kept; for ever when absent
/// @param since the event that created it
public record LogGroupRow(
        LogGroupId id, Instant createdAt, @Nullable Integer retentionDays, Map<String, String> tags, EventRef since) {
    public LogGroupRow {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    LogGroupRow retained(@Nullable Integer days) {
        return new LogGroupRow(id, createdAt, days, tags, since);
    }

    LogGroupRow tagged(Map<String, String> more) {
        var all = new TreeMap<>(tags);
        all.putAll(more);
        return new LogGroupRow(id, createdAt, retentionDays, all, since);
    }

    LogGroupRow untagged(List<String> keys) {
        var left = new TreeMap<>(tags);
        keys.forEach(left::remove);
        return new LogGroupRow(id, createdAt, retentionDays, left, since);
    }
}
