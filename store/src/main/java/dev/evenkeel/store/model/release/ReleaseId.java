package dev.evenkeel.store.model.release;

/// A deployment of CodeDeploy: `d-` and nine capitals and digits, as there.
public record ReleaseId(String region, String value) implements Comparable<ReleaseId> {
    @Override
    public int compareTo(ReleaseId other) {
        int regions = region.compareTo(other.region);
        return regions == 0 ? value.compareTo(other.value) : regions;
    }

    /// `region/d-…`, for people.
    @Override
    public String toString() {
        return region + "/" + value;
    }
}
