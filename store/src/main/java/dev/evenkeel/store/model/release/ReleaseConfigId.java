package dev.evenkeel.store.model.release;

/// A deployment configuration of CodeDeploy: its name within a region.
public record ReleaseConfigId(String region, String name) implements Comparable<ReleaseConfigId> {
    @Override
    public int compareTo(ReleaseConfigId other) {
        int regions = region.compareTo(other.region);
        return regions == 0 ? name.compareTo(other.name) : regions;
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
