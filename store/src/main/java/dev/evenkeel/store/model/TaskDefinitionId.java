package dev.evenkeel.store.model;

import java.util.Comparator;

/// One revision of a family of task definitions within a region. Revisions count from 1 and are never given out twice.
public record TaskDefinitionId(String region, String family, int revision) implements Comparable<TaskDefinitionId> {
    /// No task definition at all.
    public static final TaskDefinitionId NONE = new TaskDefinitionId("", "", 0);

    private static final Comparator<TaskDefinitionId> ORDER = Comparator.comparing(TaskDefinitionId::region)
            .thenComparing(TaskDefinitionId::family)
            .thenComparingInt(TaskDefinitionId::revision);

    @Override
    public int compareTo(TaskDefinitionId other) {
        return ORDER.compare(this, other);
    }

    /// `family:revision`, as ECS users write it.
    public String shortName() {
        return family + ":" + revision;
    }

    /// `region/family:revision`, for people.
    @Override
    public String toString() {
        return region + "/" + shortName();
    }
}
