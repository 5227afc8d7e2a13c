package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A target of a group as it is now.
///
/// @param health as the proxies last judged it; whether its group is in use and whether it drains is not in it
/// @param healthSince the event that told of it
/// @param drainingSince set once it was deregistered
/// @param since the event that registered or deregistered it
/// @param task that answers there, with whose end it goes; null where a caller registered it
public record TargetRow(
        Key key,
        TargetHealth health,
        EventRef healthSince,
        Instant registeredAt,
        @Nullable Instant drainingSince,
        EventRef since,
        @Nullable TaskId task) {
    /// A group and one of its targets.
    public record Key(TargetGroupId group, Target target) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byGroup = group.compareTo(other.group);
            return byGroup == 0 ? target.compareTo(other.target) : byGroup;
        }
    }

    /// Whether it only finishes what it began.
    public boolean draining() {
        return drainingSince != null;
    }

    TargetRow judged(TargetHealth now, EventRef by) {
        return new TargetRow(key, now, by, registeredAt, drainingSince, since, task);
    }

    TargetRow draining(Instant at, EventRef by) {
        return new TargetRow(key, health, healthSince, registeredAt, at, by, task);
    }

    TargetRow of(TaskId owner) {
        return new TargetRow(key, health, healthSince, registeredAt, drainingSince, since, owner);
    }
}
