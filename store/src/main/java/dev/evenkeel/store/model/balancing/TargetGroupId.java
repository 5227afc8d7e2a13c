package dev.evenkeel.store.model.balancing;

import java.util.Comparator;

/// A target group.
///
/// @param id 16 hexadecimal digits, which tell it from an earlier one of the same name
public record TargetGroupId(String region, String name, String id) implements Comparable<TargetGroupId> {
    private static final Comparator<TargetGroupId> ORDER = Comparator.comparing(TargetGroupId::region)
            .thenComparing(TargetGroupId::name)
            .thenComparing(TargetGroupId::id);

    @Override
    public int compareTo(TargetGroupId other) {
        return ORDER.compare(this, other);
    }

    /// `targetgroup/NAME/ID`, as in ARNs and in the dimension TargetGroup of metrics.
    public String path() {
        return "targetgroup/" + name + "/" + id;
    }

    /// `region/NAME/ID`, for people.
    @Override
    public String toString() {
        return region + "/" + name + "/" + id;
    }
}
