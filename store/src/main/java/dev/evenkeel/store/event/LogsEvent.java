package dev.evenkeel.store.event;

import dev.evenkeel.store.model.LogGroupId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of log groups. What is written into them is no event.
public sealed interface LogsEvent extends Event {
    /// The group.
    LogGroupId group();

    /// A log group exists.
    record LogGroupCreated(LogGroupId group) implements LogsEvent {}

    /// A log group and what it held is gone.
    record LogGroupDeleted(LogGroupId group) implements LogsEvent {}

    /// Its lines are kept for so many days from now on; for ever when absent.
    record LogRetentionChanged(LogGroupId group, @Nullable Integer days) implements LogsEvent {}

    /// Tags were set, each in place of one of the same key.
    record LogGroupTagged(LogGroupId group, Map<String, String> tags) implements LogsEvent {}

    /// Tags were removed, those that were there.
    record LogGroupUntagged(LogGroupId group, List<String> keys) implements LogsEvent {}
}
