package dev.evenkeel.store.model.deployment;

/// What becomes of a deployment after a hook, in ECS's words.
public enum HookAction {
    CONTINUE,
    ROLLBACK
}
