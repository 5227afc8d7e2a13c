package dev.evenkeel.store.model;

/// A cluster: its name within a region.
public record ClusterId(String region, String name) implements Comparable<ClusterId> {
    @Override
    public int compareTo(ClusterId other) {
        // Equal in nearly all comparisons, and then most often the same object.
        return region.equals(other.region) ? name.compareTo(other.name) : region.compareTo(other.region);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
