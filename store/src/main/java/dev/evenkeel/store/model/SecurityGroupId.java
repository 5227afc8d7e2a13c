package dev.evenkeel.store.model;

/// A security group, such as `sg-0123456789abcdef0`, within a region.
public record SecurityGroupId(String region, String value) implements Comparable<SecurityGroupId> {
    @Override
    public int compareTo(SecurityGroupId other) {
        return region.equals(other.region) ? value.compareTo(other.value) : region.compareTo(other.region);
    }

    /// `region/sg-…`, for people.
    @Override
    public String toString() {
        return region + "/" + value;
    }
}
