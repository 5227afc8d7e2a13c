package dev.evenkeel.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.engine.SampleImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The few ECS calls that tell a story, for one cluster: register, create, run, kill, wait.
///
/// @param api where they go
/// @param cluster the name of the cluster
public record Story(ApiClient api, String cluster) {
    /// Creates the cluster.
    public void createCluster() {
        api.call(AwsService.ECS, "CreateCluster", ApiClient.object().put("clusterName", cluster));
    }

    /// Registers a task definition of one container that serves HTTP on a dynamic host port.
    ///
    /// @param port the container's port
    /// @param logGroup where its output goes
    public void register(String family, String image, int port, String logGroup) {
        var definition = definition(family, image, logGroup);
        var container = (ObjectNode) definition.path("containerDefinitions").path(0);
        container
                .putArray("portMappings")
                .addObject()
                .put("containerPort", port)
                .put("hostPort", 0);
        api.call(AwsService.ECS, "RegisterTaskDefinition", definition);
    }

    /// Registers a task definition of one container that runs a script in the sample image.
    ///
    /// @param logGroup where its output goes
    public void registerScript(String family, String script, String logGroup) {
        var definition = definition(family, SampleImage.NAME, logGroup);
        var container = (ObjectNode) definition.path("containerDefinitions").path(0);
        container.putArray("entryPoint").add("sh").add("-c");
        container.putArray("command").add(script);
        api.call(AwsService.ECS, "RegisterTaskDefinition", definition);
    }

    private static ObjectNode definition(String family, String image, String logGroup) {
        var definition = ApiClient.object().put("family", family).put("networkMode", "bridge");
        var container = definition.putArray("containerDefinitions").addObject();
        container.put("name", "app").put("image", image).put("cpu", 16).put("memory", 16);
        container.put("essential", true);
        var options = container
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options");
        options.put("awslogs-group", logGroup).put("awslogs-region", "us-east-1");
        options.put("awslogs-stream-prefix", family).put("awslogs-create-group", "true");
        return definition;
    }

    /// Creates a service.
    public void createService(String service, String definition, int count) {
        var input = ApiClient.object().put("cluster", cluster).put("serviceName", service);
        api.call(
                AwsService.ECS,
                "CreateService",
                input.put("taskDefinition", definition).put("desiredCount", count));
    }

    /// Runs tasks of their own, ten with each call at most.
    public void runTasks(String definition, int count) {
        for (int left = count; left > 0; left -= 10) {
            var input = ApiClient.object().put("cluster", cluster).put("taskDefinition", definition);
            api.call(AwsService.ECS, "RunTask", input.put("count", Math.min(left, 10)));
        }
    }

    /// The tasks of a service that run, as DescribeTasks tells them.
    public List<JsonNode> runningOf(String service) {
        return running(ApiClient.object().put("cluster", cluster).put("serviceName", service));
    }

    /// All tasks of the cluster that run.
    public List<JsonNode> running() {
        return running(ApiClient.object().put("cluster", cluster));
    }

    private List<JsonNode> running(ObjectNode list) {
        var running = new ArrayList<JsonNode>();
        for (var task : describe(api.call(AwsService.ECS, "ListTasks", list).path("taskArns"))) {
            if (task.path("lastStatus").asText().equals("RUNNING")) {
                running.add(task);
            }
        }
        return running;
    }

    private JsonNode describe(JsonNode arns) {
        if (arns.isEmpty()) {
            return arns;
        }
        var input = ApiClient.object().put("cluster", cluster);
        input.set("tasks", arns);
        return api.call(AwsService.ECS, "DescribeTasks", input).path("tasks");
    }

    /// Asks again and again, every 10 ms, until what runs is as wanted.
    ///
    /// @param service whose tasks; all of the cluster where it is empty
    public List<JsonNode> await(String service, Duration patience, Predicate<List<JsonNode>> wanted)
            throws InterruptedException {
        return await(service, patience, Duration.ofMillis(10), wanted);
    }

    /// Asks again and again, with this pause between, until what runs is as wanted.
    public List<JsonNode> await(String service, Duration patience, Duration pause, Predicate<List<JsonNode>> wanted)
            throws InterruptedException {
        var deadline = Instant.now().plus(patience);
        while (Instant.now().isBefore(deadline)) {
            var running = service.isEmpty() ? running() : runningOf(service);
            if (wanted.test(running)) {
                return running;
            }
            Thread.sleep(pause);
        }
        throw new IllegalStateException("not as wanted within " + patience.toSeconds() + " s");
    }

    /// Waits until so many tasks of a service run, not counting one.
    public List<JsonNode> awaitCount(String service, int count, String withoutTask) throws InterruptedException {
        return await(
                service,
                Duration.ofMinutes(2),
                running -> running.size() == count && running.stream().noneMatch(t -> id(t).equals(withoutTask)));
    }

    /// The last part of a task's ARN.
    public static String id(JsonNode task) {
        var arn = task.path("taskArn").asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// The engine's id of a task's first container.
    public static String container(JsonNode task) {
        return task.path("containers").path(0).path("runtimeId").asText();
    }

    /// The host port of a task's first container.
    public static int hostPort(JsonNode task) {
        return task.path("containers")
                .path(0)
                .path("networkBindings")
                .path(0)
                .path("hostPort")
                .asInt();
    }
}
