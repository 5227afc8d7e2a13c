package dev.evenkeel.store.event;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;

/// The life of deployments.
public sealed interface DeploymentEvent extends Event {
    /// The service that is deployed.
    ServiceId service();

    /// The deployment.
    DeploymentId deployment();

    /// A deployment began and is now the primary one.
    record DeploymentStarted(ServiceId service, DeploymentId deployment, TaskDefinitionId definition)
            implements DeploymentEvent {}

    /// All of its tasks run and none of an older one.
    record DeploymentCompleted(ServiceId service, DeploymentId deployment) implements DeploymentEvent {}

    /// The last task of an older deployment has gone, or it was superseded before it had one.
    record DeploymentRetired(ServiceId service, DeploymentId deployment) implements DeploymentEvent {}

    /// The tag of a container's image was resolved: tasks that the deployment starts from now on run these very bytes.
    ///
    /// @param image `repository@sha256:…`
    record ImageResolved(ServiceId service, DeploymentId deployment, String container, String image)
            implements DeploymentEvent {}

    /// Its service gives it up: no task of it is started any more.
    ///
    /// @param reason ECS's `rolloutStateReason`
    record DeploymentFailed(ServiceId service, DeploymentId deployment, String reason) implements DeploymentEvent {}

    /// A task of it that ran is replaced because health checks failed. Tasks that never ran are counted without this.
    record TaskFailed(ServiceId service, DeploymentId deployment, TaskId task) implements DeploymentEvent {}

    /// A task of it became healthy after others had failed: counting begins again.
    record FailuresReset(ServiceId service, DeploymentId deployment, TaskId task) implements DeploymentEvent {}
}
