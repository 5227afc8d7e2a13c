package dev.evenkeel.store.model;

/// A parameter of the Parameter Store: its name within a region, with the slash that it may begin with.
public record ParameterId(String region, String name) implements Comparable<ParameterId> {
    @Override
    public int compareTo(ParameterId other) {
        return region.equals(other.region) ? name.compareTo(other.name) : region.compareTo(other.region);
    }

    /// `region/name`, for people; a name that begins with a slash has that one only.
    @Override
    public String toString() {
        return name.startsWith("/") ? region + name : region + "/" + name;
    }
}
