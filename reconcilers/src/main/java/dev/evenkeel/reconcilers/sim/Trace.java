package dev.evenkeel.reconcilers.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;

/// The last things that happened, for the report of a run that failed.
final class Trace {
    private static final int KEPT = 60;

    private final Agenda agenda;
    private final Instant start;
    private final ArrayDeque<Line> lines = new ArrayDeque<>();

    private record Line(Duration at, String who, Supplier<String> what) {}

    Trace(Agenda agenda) {
        this.agenda = agenda;
        this.start = agenda.now();
    }

    /// Notes something; it is put into words only when somebody reads it, so it must refer to values only.
    void add(String who, Supplier<String> what) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(new Line(Duration.between(start, agenda.now()), who, what));
    }

    /// The last lines, oldest first: time since the start in milliseconds, who, what.
    List<String> tail() {
        return lines.stream()
                .map(line -> line.at().toMillis() + " ms  " + line.who() + "  "
                        + line.what().get())
                .toList();
    }
}
