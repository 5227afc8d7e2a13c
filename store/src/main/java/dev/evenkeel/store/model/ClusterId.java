package dev.evenkeel.store.model;

import java.util.Comparator;

/// A cluster: its name within a region.
public record ClusterId(String region, String name) implements Comparable<ClusterId> {
    private static final Comparator<ClusterId> ORDER =
            Comparator.comparing(ClusterId::region).thenComparing(ClusterId::name);

    @Override
    public int compareTo(ClusterId other) {
        return ORDER.compare(this, other);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
