package dev.evenkeel.api.logs;

import dev.evenkeel.store.shelf.LogLine;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The lines of one stream between two times, from any place forwards or backwards.
///
/// @param from earliest timestamp, inclusive
/// @param until latest timestamp, exclusive
record StreamRange(LogShelf shelf, StreamId stream, long from, long until) {
    private static final int CHUNK = 1_000;

    /// A place between two lines, and the direction in which to read from it. Lines are ordered by timestamp, those of
    /// the same timestamp as they came in.
    record Place(boolean forwards, long timestamp, long position) {
        private static final Pattern TOKEN = Pattern.compile("([fb])/(\\d{1,18})/(-?\\d{1,18})");
        private static final long FAR = 999_999_999_999_999_999L;

        /// Before the first line, or after the last.
        static Place start(boolean forwards) {
            return forwards ? new Place(true, 0, -1) : new Place(false, FAR, FAR);
        }

        static Optional<Place> of(String token) {
            var match = TOKEN.matcher(token);
            return match.matches()
                    ? Optional.of(new Place(
                            match.group(1).equals("f"), Long.parseLong(match.group(2)), Long.parseLong(match.group(3))))
                    : Optional.empty();
        }

        /// The token of the place right after a line, or right before it.
        static String at(LogLine line, boolean forwards) {
            return new Place(forwards, line.timestamp(), line.position()).turned(forwards);
        }

        /// The token of the same place in one of the two directions.
        String turned(boolean ahead) {
            return (ahead ? "f/" : "b/") + timestamp + "/" + position;
        }

        boolean isBefore(LogLine line) {
            return line.timestamp() > timestamp || (line.timestamp() == timestamp && line.position() > position);
        }

        boolean isAfter(LogLine line) {
            return line.timestamp() < timestamp || (line.timestamp() == timestamp && line.position() < position);
        }
    }

    /// The first lines after a place.
    List<LogLine> after(Place place, int limit) {
        var lines = new ArrayList<LogLine>();
        read(Math.max(from, place.timestamp()), until, line -> {
            if (place.isBefore(line)) {
                lines.add(line);
            }
            return lines.size() < limit;
        });
        return List.copyOf(lines);
    }

    /// The last lines before a place.
    List<LogLine> before(Place place, int limit) {
        var lines = new ArrayDeque<LogLine>();
        read(from, Math.min(until, place.timestamp() + 1), line -> {
            if (place.isAfter(line)) {
                lines.addLast(line);
            }
            if (lines.size() > limit) {
                lines.removeFirst();
            }
            return true;
        });
        return List.copyOf(lines);
    }

    private void read(long earliest, long latest, Predicate<LogLine> wantsMore) {
        var query = new LogQuery(stream.group(), List.of(stream.name()), "", earliest, latest, CHUNK, null);
        var page = shelf.read(query);
        while (given(page, wantsMore) && page.next() instanceof String next) {
            page = shelf.read(query.after(next));
        }
    }

    private static boolean given(LogPage page, Predicate<LogLine> wantsMore) {
        for (LogPage.Found found : page.lines()) {
            if (!wantsMore.test(found.line())) {
                return false;
            }
        }
        return true;
    }
}
