package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.util.Comparator;

/// A log stream: its name within a group.
public record StreamId(LogGroupId group, String name) implements Comparable<StreamId> {
    private static final Comparator<StreamId> ORDER =
            Comparator.comparing(StreamId::group).thenComparing(StreamId::name);

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    /// `region/group/name`, for people.
    @Override
    public String toString() {
        return group + "/" + name;
    }
}
