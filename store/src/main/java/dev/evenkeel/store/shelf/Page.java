package dev.evenkeel.store.shelf;

import dev.evenkeel.store.shelf.Segment.Placed;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Collects the first lines that a query asks for, in the order of their times. Holds no more than the page needs,
/// however many lines it is shown.
final class Page {
    private static final Comparator<Mark> ORDER =
            Comparator.comparingLong(Mark::timestamp).thenComparingLong(Mark::position);

    private final LogQuery query;
    private final Predicate<String> streams;
    private final @Nullable Mark after;
    private final PriorityQueue<Placed> latestFirst;

    /// The place of a line in the order of a group's lines.
    private record Mark(long timestamp, long position) implements Comparable<Mark> {
        static Mark of(Placed placed) {
            return new Mark(placed.line().timestamp(), placed.position());
        }

        static Mark parse(String token) {
            var parts = token.split("-", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a page token: " + token);
            }
            return new Mark(Long.parseLong(parts[0], 36), Long.parseLong(parts[1], 36));
        }

        String token() {
            return Long.toString(timestamp, 36) + "-" + Long.toString(position, 36);
        }

        @Override
        public int compareTo(Mark other) {
            return ORDER.compare(this, other);
        }
    }

    Page(LogQuery query, Predicate<String> streams) {
        this.query = query;
        this.streams = streams;
        this.after = query.token() == null ? null : Mark.parse(query.token());
        this.latestFirst = new PriorityQueue<>(Comparator.comparing(Mark::of).reversed());
    }

    /// Whether lines of these times may be among those looked for.
    boolean mayUse(Tally tally) {
        long from = after == null ? query.from() : Math.max(query.from(), after.timestamp());
        return tally.lines() > 0 && tally.last() >= from && tally.first() < query.until() && !isBeyond(tally.first());
    }

    /// Whether the page is full of earlier lines.
    private boolean isBeyond(long timestamp) {
        var latest = latestFirst.peek();
        return latest != null
                && latestFirst.size() > query.limit()
                && latest.line().timestamp() < timestamp;
    }

    void show(Placed placed) {
        long timestamp = placed.line().timestamp();
        boolean wanted = timestamp >= query.from()
                && timestamp < query.until()
                && streams.test(placed.stream())
                && (after == null || Mark.of(placed).compareTo(after) > 0);
        if (!wanted) {
            return;
        }
        latestFirst.add(placed);
        // One more than asked for tells that there is more.
        if (latestFirst.size() > query.limit() + 1L) {
            latestFirst.remove();
        }
    }

    LogPage done() {
        boolean more = latestFirst.size() > query.limit();
        if (more) {
            latestFirst.remove();
        }
        List<Placed> lines =
                latestFirst.stream().sorted(Comparator.comparing(Mark::of)).toList();
        var next = more && !lines.isEmpty() ? Mark.of(lines.getLast()).token() : null;
        return new LogPage(lines.stream().map(Page::found).toList(), next);
    }

    private static LogPage.Found found(Placed placed) {
        var line = placed.line();
        return new LogPage.Found(
                placed.stream(), new LogLine(line.timestamp(), line.ingestion(), placed.position(), line.message()));
    }
}
