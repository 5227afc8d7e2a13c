package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which lines of a group to read.
///
/// @param streams only these, by name; all of the group when empty
/// @param prefix only streams whose name begins like this; "" for all
/// @param from earliest timestamp, inclusive, milliseconds since 1970-01-01T00:00:00Z
/// @param until latest timestamp, exclusive
/// @param limit at most so many lines
/// @param token where an earlier read of the same query left off
public record LogQuery(
        LogGroupId group,
        List<String> streams,
        String prefix,
        long from,
        long until,
        int limit,
        @Nullable String token) {
    public LogQuery {
        streams = List.copyOf(streams);
    }

    /// Everything of a group, up to so many lines.
    public static LogQuery all(LogGroupId group, int limit) {
        return new LogQuery(group, List.of(), "", 0, Long.MAX_VALUE, limit, null);
    }

    /// The same lines from where a page left off.
    public LogQuery after(String where) {
        return new LogQuery(group, streams, prefix, from, until, limit, where);
    }
}
