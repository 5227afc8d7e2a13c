package dev.evenkeel.store.shelf;

import dev.evenkeel.store.shelf.Segment.Placed;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Collects the first lines that a query asks for, in its order. Holds no more than the page needs, however many lines
/// it is shown.
final class Page {
    /// Of text, with what CloudWatch Logs adds to each line.
    private static final long MOST_BYTES = 1024 * 1024;

    private static final int BYTES_BESIDE_TEXT = 26;

    private final LogQuery query;
    private final Predicate<String> streams;
    private final Comparator<LogPlace> order;
    private final PriorityQueue<Placed> last;
    private long bytes;
    private boolean more;
    private @Nullable LogPlace stoppedAt;

    Page(LogQuery query, Predicate<String> streams) {
        this.query = query;
        this.streams = streams;
        this.order = query.latestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        this.last = new PriorityQueue<>(Comparator.comparing(Placed::place, order.reversed()));
    }

    /// Whether lines of these times may be among those looked for.
    boolean mayUse(Tally tally) {
        return tally.lines() > 0
                && tally.last() >= query.from()
                && tally.first() < query.until()
                && isAhead(farEnd(tally))
                && !(more && order.compare(nearEnd(tally), last.element().place()) > 0);
    }

    /// Leaves it at the lines that come before all of these times, if that is further than where the query began.
    ///
    /// @return false when the page would not get ahead
    boolean stopBefore(Tally tally) {
        var edge = nearEnd(tally);
        boolean ahead = query.after() != null
                ? isAhead(edge)
                : query.latestFirst() ? tally.last() < query.until() - 1 : tally.first() > query.from();
        if (ahead) {
            last.removeIf(placed -> order.compare(placed.place(), edge) > 0);
            stoppedAt = edge;
            more = false;
        }
        return ahead;
    }

    private boolean isAhead(LogPlace place) {
        return query.after() == null || order.compare(place, query.after()) > 0;
    }

    /// A place that the reader comes by before all lines of these times.
    private LogPlace nearEnd(Tally tally) {
        return query.latestFirst() ? new LogPlace(tally.last(), Long.MAX_VALUE >> 4) : new LogPlace(tally.first(), -1);
    }

    private LogPlace farEnd(Tally tally) {
        return query.latestFirst() ? new LogPlace(tally.first(), -1) : new LogPlace(tally.last(), Long.MAX_VALUE >> 4);
    }

    void show(Placed placed) {
        long timestamp = placed.line().timestamp();
        boolean wanted = timestamp >= query.from()
                && timestamp < query.until()
                && isAhead(placed.place())
                && !(more && order.compare(placed.place(), last.element().place()) > 0)
                && streams.test(placed.stream())
                && query.matching().test(placed.line().message());
        if (!wanted) {
            return;
        }
        last.add(placed);
        bytes += size(placed);
        while (last.size() > query.limit() || (bytes > MOST_BYTES && last.size() > 1)) {
            bytes -= size(last.remove());
            more = true;
        }
    }

    private static long size(Placed placed) {
        return placed.line().length() + (long) BYTES_BESIDE_TEXT;
    }

    LogPage done() {
        var lines = last.stream()
                .sorted(Comparator.comparing(Placed::place, order))
                .map(Page::found)
                .toList();
        return new LogPage(lines, more ? lines.getLast().line().place() : stoppedAt);
    }

    private static LogPage.Found found(Placed placed) {
        var line = placed.line();
        return new LogPage.Found(
                placed.stream(), new LogLine(line.timestamp(), line.ingestion(), placed.position(), line.message()));
    }
}
