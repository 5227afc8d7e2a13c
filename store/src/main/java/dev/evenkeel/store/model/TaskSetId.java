package dev.evenkeel.store.model;

/// A task set of a service. Its tasks belong to a deployment of that service: that one's id is the task set's own.
public record TaskSetId(ServiceId service, DeploymentId deployment) implements Comparable<TaskSetId> {
    @Override
    public int compareTo(TaskSetId other) {
        int services = service.compareTo(other.service);
        return services == 0 ? deployment.compareTo(other.deployment) : services;
    }

    /// `region/cluster/service/ecs-svc/digits`, for people.
    @Override
    public String toString() {
        return service + "/" + deployment;
    }
}
