package dev.evenkeel.store.model;

/// With whom the containers of a task share a namespace of the kernel.
public enum Sharing {
    /// What Docker does where nothing is said.
    DEFAULT,
    /// With the other containers of the task.
    TASK,
    /// With the host.
    HOST,
    /// With nobody.
    NONE
}
