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
