package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LineSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Passes over the entries of an output that are on the shelf already: all up to the one that the last line ended
/// with. The engine keeps entries in the order in which they came, which is not always that of their times.
final class Resumption {
    /// How far times may be out of order.
    static final long WINDOW = TimeUnit.SECONDS.toNanos(2);

    /// Entries that wait for the mark to be found before them; more than that did not come out of order.
    private static final int MOST_WAITING = 10_000;

    private final List<Numbered> waiting = new ArrayList<>();
    private @Nullable LineSource mark;
    private long time;
    private int nth;

    /// An entry and how it is recognised.
    record Numbered(Frames.Entry entry, LineSource source) {}

    /// @param mark of the last entry that was taken; none to take all
    Resumption(@Nullable LineSource mark) {
        this.mark = mark;
    }

    /// The entries to be taken now that this one has come.
    List<Numbered> next(Frames.Entry entry) {
        nth = entry.nanos() == time ? nth + 1 : 0;
        time = entry.nanos();
        var numbered = new Numbered(entry, new LineSource(time, nth));
        if (mark == null) {
            return List.of(numbered);
        }
        if (mark.equals(numbered.source())) {
            mark = null;
            waiting.clear();
            return List.of();
        }
        if (time > mark.nanos()) {
            waiting.add(numbered);
        }
        boolean late = time > mark.nanos() + WINDOW || waiting.size() > MOST_WAITING;
        return late ? rest() : List.of();
    }

    /// What waited for a mark that the output, which may have lost its beginning, does not have.
    List<Numbered> rest() {
        mark = null;
        var rest = List.copyOf(waiting);
        waiting.clear();
        return rest;
    }
}
