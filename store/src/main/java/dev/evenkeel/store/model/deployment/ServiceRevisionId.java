package dev.evenkeel.store.model.deployment;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;

/// A service revision: what one deployment of a service runs, for ever. It has the digits of its deployment.
public record ServiceRevisionId(ServiceId service, DeploymentId deployment) implements Comparable<ServiceRevisionId> {
    @Override
    public int compareTo(ServiceRevisionId other) {
        int order = service.compareTo(other.service);
        return order != 0 ? order : deployment.compareTo(other.deployment);
    }
}
