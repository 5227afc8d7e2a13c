package dev.evenkeel.store.model;

/// A virtual private cloud, such as `vpc-0123456789abcdef0`, within a region.
public record VpcId(String region, String value) implements Comparable<VpcId> {
    @Override
    public int compareTo(VpcId other) {
        return region.equals(other.region) ? value.compareTo(other.value) : region.compareTo(other.region);
    }

    /// `region/vpc-…`, for people.
    @Override
    public String toString() {
        return region + "/" + value;
    }
}
