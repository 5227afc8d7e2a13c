package dev.evenkeel.store.model;

/// A secret of Secrets Manager: its name within a region. A name is free again once its secret is deleted for good.
public record SecretId(String region, String name) implements Comparable<SecretId> {
    @Override
    public int compareTo(SecretId other) {
        return region.equals(other.region) ? name.compareTo(other.name) : region.compareTo(other.region);
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
