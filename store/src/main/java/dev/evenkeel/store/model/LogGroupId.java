package dev.evenkeel.store.model;

/// A CloudWatch Logs group: its name within a region.
public record LogGroupId(String region, String name) implements Comparable<LogGroupId> {
    @Override
    public int compareTo(LogGroupId other) {
        // Equal in nearly all comparisons, and then most often the same object.
        return region.equals(other.region) ? name.compareTo(other.name) : region.compareTo(other.region);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
