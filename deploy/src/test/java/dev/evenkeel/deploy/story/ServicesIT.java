package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Services on a real engine, by the unmodified AWS CLI: what its waiters wait for, and what users see meanwhile.
final class ServicesIT {

    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        Files.createDirectories(stage.data().resolve("shared"));
        register("1");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void aRollingUpdateKeepsTheMinimumAndTheWaiterReturnsWhenItIsOver() throws Exception {
        create("--desired-count", "2");
        stage.awaitStable("web");

        register("2");
        aws.json("ecs", "update-service", "--cluster", "test", "--service", "web", "--task-definition", "hello");
        var waiting = CompletableFuture.supplyAsync(this::waitUntilStable);
        var seen = new ArrayList<Integer>();
        await().atMost(PATIENCE).until(() -> {
            seen.add(describe().path("runningCount").asInt());
            return waiting.isDone();
        });
        waiting.join();

        assertTrue(seen.stream().allMatch(count -> count >= 2), "never below the minimum: " + seen);
        var service = describe();
        assertEquals(1, service.path("deployments").size(), service::toString);
        assertEquals("COMPLETED", service.at("/deployments/0/rolloutState").asText());
        assertEquals(2, stage.containers().size(), "the old containers are gone");
        assertTrue(service.at("/events/0/message").asText().endsWith("has reached a steady state."), service::toString);
    }

    @Test
    void anUnhealthyContainerIsReplacedByAHealthyOne() throws Exception {
        create("--desired-count", "1");
        stage.awaitStable("web");
        var sick = tasks().getFirst();
        await().atMost(PATIENCE)
                .until(() -> tasks().getFirst().path("healthStatus").asText().equals("HEALTHY"));

        var container = sick.at("/containers/0/runtimeId").asText();
        Files.createFile(stage.data().resolve("shared").resolve(container.substring(0, 12)));

        stage.story().awaitCount("web", 1, Story.id(sick));
        var stopped = aws.json(
                        "ecs",
                        "describe-tasks",
                        "--cluster",
                        "test",
                        "--tasks",
                        sick.path("taskArn").asText())
                .at("/tasks/0");
        assertEquals("ServiceSchedulerInitiated", stopped.path("stopCode").asText());
        assertEquals(
                "Task failed container health checks",
                stopped.path("stoppedReason").asText());
    }

    @Test
    void aDaemonRunsOnceOnTheHostAndEndsWithoutForce() throws Exception {
        create("--scheduling-strategy", "DAEMON");
        stage.awaitStable("web");
        assertEquals(1, stage.containers().size());
        assertEquals(1, describe().path("desiredCount").asInt());

        service("delete-service", "--service");
        service("wait", "services-inactive", "--services");
        assertEquals("INACTIVE", describe().path("status").asText());
        await().atMost(PATIENCE).until(() -> stage.containers().isEmpty());
    }

    @Test
    void placementAsksTheHostsAttributes() throws Exception {
        create(
                "--desired-count",
                "1",
                "--placement-constraints",
                "type=memberOf,expression=attribute:ecs.os-type == windows");

        await().atMost(PATIENCE)
                .until(() -> describe().at("/events/0/message").asText().contains("MemberOf"));
        aws.json(
                "ecs",
                "update-service",
                "--cluster",
                "test",
                "--service",
                "web",
                "--placement-constraints",
                "type=memberOf,expression=attribute:ecs.os-type == linux");
        stage.awaitStable("web");
        assertEquals("us-east-1a", tasks().getFirst().path("availabilityZone").asText());
    }

    @Test
    void aTaskForAnotherProcessorFindsNoHost() throws Exception {
        var other = System.getProperty("os.arch").equals("aarch64") ? "X86_64" : "ARM64";
        aws.json(
                "ecs",
                "register-task-definition",
                "--family",
                "other",
                "--runtime-platform",
                "cpuArchitecture=" + other,
                "--container-definitions",
                "[{\"name\": \"app\", \"image\": \"evenkeel/hello:1\", \"memory\": 16}]");

        var refused = aws.json("ecs", "run-task", "--cluster", "test", "--task-definition", "other");

        assertEquals("ATTRIBUTE", refused.at("/failures/0/reason").asText(), refused::toString);
        assertEquals(0, refused.path("tasks").size());
    }

    private String waitUntilStable() {
        try {
            return service("wait", "services-stable", "--services");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void register(String version) throws IOException, InterruptedException {
        // A container is sick as soon as there is a file of its name in the shared folder.
        var text = """
            {"family": "hello", "networkMode": "bridge",
             "volumes": [{"name": "shared", "host": {"sourcePath": "%s"}}],
             "containerDefinitions": [{
              "name": "app", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": true,
              "environment": [{"name": "VERSION", "value": "%s"}],
              "mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared", "readOnly": true}],
              "healthCheck": {"command": ["CMD-SHELL", "[ ! -e /shared/$(hostname) ]"],
                "interval": 5, "timeout": 20, "retries": 1}}]}
            """.formatted(stage.data().resolve("shared"), version);
        var file = Files.writeString(stage.data().resolve("definition.json"), text);
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    private void create(String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("ecs", "create-service", "--cluster", "test", "--service-name", "web"));
        words.addAll(List.of("--task-definition", "hello"));
        words.addAll(List.of(more));
        aws.json(words.toArray(new String[0]));
    }

    /// A command of `aws ecs` about the service, which is named last.
    private String service(String... command) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("ecs"));
        words.addAll(List.of(command).subList(0, command.length - 1));
        words.addAll(List.of("--cluster", "test", command[command.length - 1], "web"));
        return aws.text(words.toArray(new String[0]));
    }

    private JsonNode describe() throws IOException, InterruptedException {
        return aws.json("ecs", "describe-services", "--cluster", "test", "--services", "web")
                .at("/services/0");
    }

    private List<JsonNode> tasks() throws IOException, InterruptedException {
        var list = aws.json("ecs", "list-tasks", "--cluster", "test", "--service-name", "web");
        var words = new ArrayList<>(List.of("ecs", "describe-tasks", "--cluster", "test", "--tasks"));
        list.path("taskArns").forEach(arn -> words.add(arn.asText()));
        var tasks = new ArrayList<JsonNode>();
        aws.json(words.toArray(new String[0])).path("tasks").forEach(tasks::add);
        return tasks;
    }
}
