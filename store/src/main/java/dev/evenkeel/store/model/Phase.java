package dev.evenkeel.store.model;

/// The states of a task in the order in which ECS passes through them. A task may skip some and never goes back.
public enum Phase {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED;

    /// Whether a task in this phase may still go to `next`: phases only grow.
    public boolean mayBecome(Phase next) {
        return next.compareTo(this) > 0;
    }
}
