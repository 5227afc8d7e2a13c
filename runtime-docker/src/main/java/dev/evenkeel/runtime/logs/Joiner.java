package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LineSource;
import dev.evenkeel.store.shelf.LogShelf.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes events of entries as the awslogs driver does: the pieces of a long line joined, with a pattern also all lines
/// from one that matches it up to the next that does. Empty lines are left out.
final class Joiner {
    /// Characters of one event; what is longer is more than one.
    private static final int LONGEST = 256 * 1024 - 26;

    private final @Nullable Multiline pattern;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder piece = new StringBuilder();
    private final List<Line> done = new ArrayList<>();
    private int output;
    private long pieceBegan;
    private long began;
    private @Nullable LineSource pieceEnd;
    private @Nullable LineSource end;

    /// @param pattern of the first lines of events; none where each line is one
    Joiner(@Nullable Multiline pattern) {
        this.pattern = pattern;
    }

    void add(Resumption.Numbered numbered) {
        var entry = numbered.entry();
        boolean goesOn = !piece.isEmpty()
                && entry.output() == output
                && piece.length() + entry.text().length() <= LONGEST;
        if (!goesOn) {
            endOfLine();
            pieceBegan = entry.nanos();
            output = entry.output();
        }
        piece.append(entry.text());
        pieceEnd = numbered.source();
        if (entry.whole()) {
            endOfLine();
        }
    }

    private void endOfLine() {
        if (piece.isEmpty()) {
            return;
        }
        var line = piece.toString();
        piece.setLength(0);
        boolean first = pattern == null || pattern.begins(line) || text.length() + 1 + line.length() > LONGEST;
        if (first) {
            endOfEvent();
            began = pieceBegan;
        } else if (text.isEmpty()) {
            began = pieceBegan;
        }
        text.append(text.isEmpty() ? "" : "\n").append(line);
        end = pieceEnd;
        if (pattern == null) {
            endOfEvent();
        }
    }

    private void endOfEvent() {
        if (!text.isEmpty()) {
            done.add(new Line(TimeUnit.NANOSECONDS.toMillis(began), text.toString(), end));
            text.setLength(0);
        }
    }

    /// Ends the event that lines might still be added to.
    void flush() {
        endOfLine();
        endOfEvent();
    }

    /// Whether an event waits for its end.
    boolean isOpen() {
        return !text.isEmpty() || !piece.isEmpty();
    }

    /// How many events have ended.
    int size() {
        return done.size();
    }

    /// The events that have ended, handed over.
    List<Line> take() {
        var lines = List.copyOf(done);
        done.clear();
        return lines;
    }
}
