package dev.evenkeel.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A service of a server that is rolled to other task definitions, over the API.
///
/// @param cluster its cluster's name
/// @param name its own
record Rollout(ApiClient client, String cluster, String name) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PAUSE_MILLIS = 100;

    /// Creates a service that rolls within these bounds.
    ///
    /// @param least minimumHealthyPercent
    /// @param most maximumPercent
    static Rollout create(
            ApiClient client, String cluster, String name, String definition, int count, int least, int most) {
        return create(client, cluster, name, definition, count, least, most, null);
    }

    /// Creates a service behind a target group.
    ///
    /// @param group its ARN, or null for none; the container is `app`, its port 80
    static Rollout create(
            ApiClient client,
            String cluster,
            String name,
            String definition,
            int count,
            int least,
            int most,
            @Nullable String group) {
        var input = ApiClient.object().put("cluster", cluster).put("serviceName", name);
        input.put("taskDefinition", definition).put("desiredCount", count);
        input.putObject("deploymentConfiguration")
                .put("minimumHealthyPercent", least)
                .put("maximumPercent", most);
        if (group != null) {
            input.putArray("loadBalancers")
                    .addObject()
                    .put("targetGroupArn", group)
                    .put("containerName", "app")
                    .put("containerPort", 80);
        }
        client.call(AwsService.ECS, "CreateService", input);
        return new Rollout(client, cluster, name);
    }

    /// Creates a service that shifts all traffic at once between two groups, and keeps both sides for a while after.
    ///
    /// @param rule the ARN of the production listener rule
    static Rollout createBlueGreen(
            ApiClient client,
            String cluster,
            String name,
            String definition,
            int count,
            String blue,
            String green,
            String rule) {
        var input = ApiClient.object().put("cluster", cluster).put("serviceName", name);
        input.put("taskDefinition", definition).put("desiredCount", count);
        input.putObject("deploymentConfiguration").put("strategy", "BLUE_GREEN").put("bakeTimeInMinutes", 0);
        var balancer = input.putArray("loadBalancers").addObject();
        balancer.put("targetGroupArn", blue).put("containerName", "app").put("containerPort", 80);
        balancer.putObject("advancedConfiguration")
                .put("alternateTargetGroupArn", green)
                .put("productionListenerRule", rule)
                .put("roleArn", "arn:aws:iam::123456789012:role/bench");
        client.call(AwsService.ECS, "CreateService", input);
        return new Rollout(client, cluster, name);
    }

    /// Shifts it to the newest revision of a family, and has both sides stay for some minutes.
    void shift(String family, int bakeMinutes) {
        var input = input("service").put("taskDefinition", family);
        input.putObject("deploymentConfiguration").put("bakeTimeInMinutes", bakeMinutes);
        client.call(AwsService.ECS, "UpdateService", input);
    }

    /// Takes the newest service deployment back.
    void back() {
        var input = ApiClient.object()
                .put(
                        "serviceDeploymentArn",
                        newest().path("serviceDeploymentArn").asText());
        client.call(AwsService.ECS, "StopServiceDeployment", input.put("stopType", "ROLLBACK"));
    }

    /// Waits until a member of the newest service deployment, such as `status`, has this value.
    void await(String member, String value) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            if (newest().path(member).asText().equals(value)) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException(
                member + " of " + name + " is not " + value + " after " + PATIENCE + ": " + newest());
    }

    private JsonNode newest() {
        var arn = client.call(AwsService.ECS, "ListServiceDeployments", input("service"))
                .path("serviceDeployments")
                .path(0)
                .path("serviceDeploymentArn")
                .asText();
        var input = ApiClient.object();
        input.putArray("serviceDeploymentArns").add(arn);
        return client.call(AwsService.ECS, "DescribeServiceDeployments", input)
                .path("serviceDeployments")
                .path(0);
    }

    /// Rolls it to the newest revision of a family.
    void update(String family) {
        client.call(AwsService.ECS, "UpdateService", input("service").put("taskDefinition", family));
    }

    /// Waits until one deployment is left and runs as many tasks as it should.
    void awaitStable() throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            var service = describe();
            boolean whole = service.path("runningCount").asInt()
                            == service.path("desiredCount").asInt()
                    && service.path("pendingCount").asInt() == 0;
            var deployments = service.path("deployments");
            if (whole
                    && deployments.size() == 1
                    && deployments.path(0).path("rolloutState").asText().equals("COMPLETED")) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("service " + name + " is not stable after " + PATIENCE + ": " + describe());
    }

    private JsonNode describe() {
        var input = ApiClient.object().put("cluster", cluster);
        input.putArray("services").add(name);
        return client.call(AwsService.ECS, "DescribeServices", input)
                .path("services")
                .path(0);
    }

    private ObjectNode input(String member) {
        return ApiClient.object().put("cluster", cluster).put(member, name);
    }
}
