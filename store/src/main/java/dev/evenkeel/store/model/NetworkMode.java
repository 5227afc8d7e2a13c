package dev.evenkeel.store.model;

/// Docker networking of a task.
public enum NetworkMode {
    BRIDGE,
    HOST,
    NONE,
    /// A network interface of the task's own.
    AWSVPC
}
