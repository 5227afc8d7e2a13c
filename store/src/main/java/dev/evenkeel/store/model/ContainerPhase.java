package dev.evenkeel.store.model;

/// The states of a container as ECS reports them.
public enum ContainerPhase {
    PENDING,
    RUNNING,
    STOPPED
}
