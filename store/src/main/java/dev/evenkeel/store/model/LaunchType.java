package dev.evenkeel.store.model;

/// How a caller asked for capacity. On one local host all of them run there.
public enum LaunchType {
    EC2,
    FARGATE,
    EXTERNAL
}
