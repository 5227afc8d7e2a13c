package dev.evenkeel.store.model;

/// A service: its name within a cluster. A name is free again once its service is INACTIVE.
public record ServiceId(ClusterId cluster, String name) implements Comparable<ServiceId> {
    @Override
    public int compareTo(ServiceId other) {
        // Equal in nearly all comparisons, and then most often the same object.
        return cluster.equals(other.cluster) ? name.compareTo(other.name) : cluster.compareTo(other.cluster);
    }

    /// `region/cluster/name`, for people.
    @Override
    public String toString() {
        return cluster + "/" + name;
    }
}
