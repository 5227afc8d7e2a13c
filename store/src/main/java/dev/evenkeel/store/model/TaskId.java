package dev.evenkeel.store.model;

/// A task: 32 lower-case hexadecimal digits within a cluster, as in ECS.
public record TaskId(ClusterId cluster, String value) implements Comparable<TaskId> {
    @Override
    public int compareTo(TaskId other) {
        // Equal in nearly all comparisons, and then most often the same object.
        return cluster.equals(other.cluster) ? value.compareTo(other.value) : cluster.compareTo(other.cluster);
    }

    /// `region/cluster/value`, for people.
    @Override
    public String toString() {
        return cluster + "/" + value;
    }
}
