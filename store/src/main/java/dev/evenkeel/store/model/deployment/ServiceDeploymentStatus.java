package dev.evenkeel.store.model.deployment;

/// The life of a service deployment, in ECS's words.
public enum ServiceDeploymentStatus {
    PENDING(false),
    IN_PROGRESS(false),
    STOP_REQUESTED(false),
    ROLLBACK_REQUESTED(false),
    ROLLBACK_IN_PROGRESS(false),
    SUCCESSFUL(true),
    STOPPED(true),
    ROLLBACK_SUCCESSFUL(true),
    ROLLBACK_FAILED(true);

    private final boolean ended;

    ServiceDeploymentStatus(boolean ended) {
        this.ended = ended;
    }

    /// Whether nothing follows.
    public boolean ended() {
        return ended;
    }
}
