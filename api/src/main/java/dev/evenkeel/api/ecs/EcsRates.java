package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.TokenBuckets;
import dev.evenkeel.api.aws.TokenBuckets.Group;
import java.util.List;
import java.util.Optional;

/// How fast ECS takes calls, by groups of operations. AWS publishes the figures, and which operations are in a group.
public final class EcsRates {
    private static final Group SERVICE_WRITES = new Group("service-writes", 50, 5);
    private static final Group SERVICE_READS = new Group("service-reads", 100, 20);
    private static final Group CLUSTER_WRITES = new Group("cluster-writes", 100, 40);
    private static final Group CLUSTER_READS = new Group("cluster-reads", 100, 20);
    private static final Group DEFINITION_WRITES = new Group("task-definition-writes", 20, 1);
    private static final Group DEPLOYMENT_READS = new Group("deployment-reads", 50, 20);
    private static final List<String> READS = List.of("Describe", "List", "Get");

    private EcsRates() {}

    /// Buckets with ECS's figures; other services are never throttled.
    public static TokenBuckets buckets() {
        return new TokenBuckets((service, operation) -> service.equals("ecs") ? group(operation) : Optional.empty());
    }

    private static Optional<Group> group(String operation) {
        boolean reads = READS.stream().anyMatch(operation::startsWith);
        if (operation.contains("TaskDefinition")) {
            return reads ? Optional.of(CLUSTER_READS) : Optional.of(DEFINITION_WRITES);
        }
        if (operation.contains("ServiceDeployment") || operation.contains("ServiceRevision")) {
            return reads ? Optional.of(DEPLOYMENT_READS) : Optional.of(SERVICE_WRITES);
        }
        if (operation.contains("Service") || operation.contains("TaskSet")) {
            return Optional.of(reads ? SERVICE_READS : SERVICE_WRITES);
        }
        return Optional.of(reads ? CLUSTER_READS : CLUSTER_WRITES);
    }
}
