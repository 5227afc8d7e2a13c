package dev.evenkeel.reconcilers.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Virtual time, and what is due in it. Two things due at one instant happen in the order in which they were put in, so
/// that a run depends on nothing but its seed.
final class Agenda {
    private static final Comparator<Item> ORDER = Comparator.comparing(Item::at).thenComparingLong(Item::number);

    private final PriorityQueue<Item> items = new PriorityQueue<>(ORDER);
    private Instant now;
    private long numbers;

    private record Item(Instant at, long number, Runnable what) {}

    Agenda(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /// Puts something in, `wait` from now.
    void after(Duration wait, Runnable what) {
        items.add(new Item(now.plus(wait), numbers++, what));
    }

    /// When the next thing is due.
    Optional<Instant> next() {
        return Optional.ofNullable(items.peek()).map(Item::at);
    }

    /// Does the next thing that is due by now.
    ///
    /// @return whether there was one
    boolean runDue() {
        var item = items.peek();
        if (item == null || item.at().isAfter(now)) {
            return false;
        }
        items.remove();
        item.what().run();
        return true;
    }

    /// Goes forward to this instant, never back.
    void advance(Instant to) {
        if (to.isAfter(now)) {
            now = to;
        }
    }
}
