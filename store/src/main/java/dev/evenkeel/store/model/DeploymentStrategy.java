package dev.evenkeel.store.model;

/// How a service deployment goes from old tasks to new ones, in ECS's words.
public enum DeploymentStrategy {
    /// New tasks take the places of old ones, step by step within percentages.
    ROLLING,
    /// New tasks come up beside all old ones; then all traffic is shifted at once.
    BLUE_GREEN,
    /// As BLUE_GREEN, the traffic shifted in equal steps.
    LINEAR,
    /// As BLUE_GREEN, a small part of the traffic shifted first and the rest later.
    CANARY;

    /// Whether traffic is shifted from tasks that stay until it has been.
    public boolean shifts() {
        return this != ROLLING;
    }
}
