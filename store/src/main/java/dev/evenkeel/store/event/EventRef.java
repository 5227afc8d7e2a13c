package dev.evenkeel.store.event;

import java.util.Comparator;

/// The place of one event in the log: its batch and its position there, from 0.
public record EventRef(Revision revision, int index) implements Comparable<EventRef> {
    private static final Comparator<EventRef> ORDER =
            Comparator.comparing(EventRef::revision).thenComparingInt(EventRef::index);

    @Override
    public int compareTo(EventRef other) {
        return ORDER.compare(this, other);
    }

    /// `r4711.2`.
    @Override
    public String toString() {
        return revision + "." + index;
    }
}
