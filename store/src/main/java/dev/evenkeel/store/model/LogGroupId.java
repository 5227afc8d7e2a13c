package dev.evenkeel.store.model;

import java.util.Comparator;

/// A CloudWatch Logs group: its name within a region.
public record LogGroupId(String region, String name) implements Comparable<LogGroupId> {
    private static final Comparator<LogGroupId> ORDER =
            Comparator.comparing(LogGroupId::region).thenComparing(LogGroupId::name);

    @Override
    public int compareTo(LogGroupId other) {
        return ORDER.compare(this, other);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
