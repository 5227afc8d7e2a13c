package dev.evenkeel.store.event;

/// The number of a batch in the log: dense, from 1. Revision 0 is the empty log.
public record Revision(long value) implements Comparable<Revision> {
    /// Before the first batch.
    public static final Revision ZERO = new Revision(0);

    /// The revision of the batch after this one.
    public Revision next() {
        return new Revision(value + 1);
    }

    @Override
    public int compareTo(Revision other) {
        return Long.compare(value, other.value);
    }

    /// `r4711`.
    @Override
    public String toString() {
        return "r" + value;
    }
}
