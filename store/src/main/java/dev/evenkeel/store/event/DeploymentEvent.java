package dev.evenkeel.store.event;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;

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
}
