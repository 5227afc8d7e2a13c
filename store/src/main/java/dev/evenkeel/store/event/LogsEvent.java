package dev.evenkeel.store.event;

import dev.evenkeel.store.model.LogGroupId;

/// The life of log groups. What is written into them is no event.
public sealed interface LogsEvent extends Event {
    /// The group.
    LogGroupId group();

    /// A log group exists.
    record LogGroupCreated(LogGroupId group) implements LogsEvent {}

    /// A log group and what it held is gone.
    record LogGroupDeleted(LogGroupId group) implements LogsEvent {}
}
