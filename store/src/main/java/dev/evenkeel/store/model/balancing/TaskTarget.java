package dev.evenkeel.store.model.balancing;

import dev.evenkeel.store.model.TaskId;

/// A target of a group, and the task that answers there.
public record TaskTarget(TaskId task, Target target) {}
