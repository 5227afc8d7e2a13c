package dev.evenkeel.store.model;

/// A network interface, such as `eni-0123456789abcdef0`, within a region.
public record InterfaceId(String region, String value) implements Comparable<InterfaceId> {
    @Override
    public int compareTo(InterfaceId other) {
        return region.equals(other.region) ? value.compareTo(other.value) : region.compareTo(other.region);
    }

    /// `region/eni-…`, for people.
    @Override
    public String toString() {
        return region + "/" + value;
    }
}
