package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which lines of a group to read.
///
/// @param streams only these, by name; all of the group when empty
/// @param prefix only streams whose name begins like this; "" for all
/// @param from earliest timestamp, inclusive, milliseconds since 1970-01-01T00:00:00Z
/// @param until latest timestamp, exclusive
/// @param limit at most so many lines
/// @param latestFirst whether to read from the end backwards
/// @param matching only lines with such a text
/// @param after where an earlier read of the same query left off
public record LogQuery(
        LogGroupId group,
        List<String> streams,
        String prefix,
        long from,
        long until,
        int limit,
        boolean latestFirst,
        Predicate<String> matching,
        @Nullable LogPlace after) {
    public LogQuery {
        streams = List.copyOf(streams);
    }

    /// Everything of a group, up to so many lines at a time.
    public static LogQuery all(LogGroupId group, int limit) {
        return new LogQuery(group, List.of(), "", Long.MIN_VALUE, Long.MAX_VALUE, limit, false, _ -> true, null);
    }

    /// Everything of a stream, up to so many lines at a time.
    public static LogQuery all(StreamId stream, int limit) {
        return all(stream.group(), limit).of(List.of(stream.name()), "");
    }

    /// Only of these streams; of all when there are none.
    public LogQuery of(List<String> names, String begins) {
        return new LogQuery(group, names, begins, from, until, limit, latestFirst, matching, after);
    }

    /// Only of these times.
    public LogQuery between(long earliest, long beyond) {
        return new LogQuery(group, streams, prefix, earliest, beyond, limit, latestFirst, matching, after);
    }

    /// The same lines from the latest to the earliest.
    public LogQuery backwards() {
        return new LogQuery(group, streams, prefix, from, until, limit, true, matching, after);
    }

    /// Only lines with such a text.
    public LogQuery matching(Predicate<String> text) {
        return new LogQuery(group, streams, prefix, from, until, limit, latestFirst, text, after);
    }

    /// The same lines from a place on.
    public LogQuery after(@Nullable LogPlace place) {
        return new LogQuery(group, streams, prefix, from, until, limit, latestFirst, matching, place);
    }
}
