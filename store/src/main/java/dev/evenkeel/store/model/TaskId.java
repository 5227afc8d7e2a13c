package dev.evenkeel.store.model;

import java.util.Comparator;

/// A task: 32 lower-case hexadecimal digits within a cluster, as in ECS.
public record TaskId(ClusterId cluster, String value) implements Comparable<TaskId> {
    private static final Comparator<TaskId> ORDER =
            Comparator.comparing(TaskId::cluster).thenComparing(TaskId::value);

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }

    /// `region/cluster/value`, for people.
    @Override
    public String toString() {
        return cluster + "/" + value;
    }
}
