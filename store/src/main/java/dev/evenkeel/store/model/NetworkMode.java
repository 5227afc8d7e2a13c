package dev.evenkeel.store.model;

/// Docker networking of a task.
public enum NetworkMode {
    BRIDGE,
    HOST,
    NONE
}
