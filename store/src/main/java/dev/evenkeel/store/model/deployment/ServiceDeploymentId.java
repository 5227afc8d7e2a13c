package dev.evenkeel.store.model.deployment;

import dev.evenkeel.store.model.ServiceId;

/// A service deployment: one attempt to take a service from what it runs to another service revision.
///
/// @param value 19 digits, unlike those of any deployment of the service
public record ServiceDeploymentId(ServiceId service, String value) implements Comparable<ServiceDeploymentId> {
    @Override
    public int compareTo(ServiceDeploymentId other) {
        int order = service.compareTo(other.service);
        return order != 0 ? order : value.compareTo(other.value);
    }

    /// `region/cluster/service/digits`, for people.
    @Override
    public String toString() {
        return service + "/" + value;
    }
}
