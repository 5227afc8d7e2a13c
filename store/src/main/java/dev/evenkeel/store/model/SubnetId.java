package dev.evenkeel.store.model;

/// A subnet, such as `subnet-0123456789abcdef0`, within a region.
public record SubnetId(String region, String value) implements Comparable<SubnetId> {
    @Override
    public int compareTo(SubnetId other) {
        return region.equals(other.region) ? value.compareTo(other.value) : region.compareTo(other.region);
    }

    /// `region/subnet-…`, for people.
    @Override
    public String toString() {
        return region + "/" + value;
    }
}
