package dev.evenkeel.store.model;

/// A deployment of a service: `ecs-svc/` and 19 digits, as in ECS.
public record DeploymentId(String value) implements Comparable<DeploymentId> {
    @Override
    public int compareTo(DeploymentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
