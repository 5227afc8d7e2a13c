package dev.evenkeel.store.model.deployment;

/// How a lifecycle hook stands, in ECS's words.
public enum HookStatus {
    /// A pause, until someone says how to go on.
    AWAITING_ACTION,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    TIMED_OUT
}
