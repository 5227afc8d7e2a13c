package dev.evenkeel.deploy.client;

/// An AWS service of which we are a client, with its names on the wire.
public enum AwsService {
    /// Elastic Container Service.
    ECS("ecs", "AmazonEC2ContainerServiceV20141113"),
    /// CloudWatch Logs.
    LOGS("logs", "Logs_20140328");

    private final String scope;
    private final String target;

    AwsService(String scope, String target) {
        this.scope = scope;
        this.target = target;
    }

    /// The service's name in a signature's scope.
    String scope() {
        return scope;
    }

    /// What stands before the operation in `X-Amz-Target`.
    String target() {
        return target;
    }
}
