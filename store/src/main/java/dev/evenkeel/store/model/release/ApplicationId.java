package dev.evenkeel.store.model.release;

/// An application of CodeDeploy: its name within a region.
public record ApplicationId(String region, String name) implements Comparable<ApplicationId> {
    @Override
    public int compareTo(ApplicationId other) {
        int regions = region.compareTo(other.region);
        return regions == 0 ? name.compareTo(other.name) : regions;
    }

    /// `region/name`, for people.
    @Override
    public String toString() {
        return region + "/" + name;
    }
}
