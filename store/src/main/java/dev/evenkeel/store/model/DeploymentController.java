package dev.evenkeel.store.model;

/// Who brings a service from one version to the next.
public enum DeploymentController {
    /// Evenkeel, in deployments of the service's own.
    ECS,

    /// CodeDeploy, with task sets.
    CODE_DEPLOY,

    /// The owner, with task sets.
    EXTERNAL;

    /// Whether what runs is what task sets say.
    public boolean byTaskSets() {
        return this != ECS;
    }
}
