package dev.evenkeel.store.model;

/// Health of a container or of a task, from the container's own health check.
public enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
}
