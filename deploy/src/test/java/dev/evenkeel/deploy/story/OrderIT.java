package dev.evenkeel.deploy.story;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The order in which the containers of a task come and go, by the engine's clock and by what they write themselves.
final class OrderIT {
    private static final JsonMapper JSON = new JsonMapper();

    /// Lives until it is asked to stop, and writes down when it was.
    private static final String LIVING = "trap 'echo %s >>/shared/stops; exit 0' TERM; %s while sleep 0.1; do :; done";

    private Stage stage;
    private Path shared;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        stage.story().createCluster();
        shared = Files.createDirectories(stage.data().resolve("shared"));
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void containersWaitForWhatTheyDependOnAndStopInTheReverseOrder() throws Exception {
        var task = run(
                container("any", false, "exit 3", ""),
                container("migrate", false, "sleep 1", ""),
                container(
                        "db",
                        true,
                        LIVING.formatted("db", "echo ready >/shared/ready;"),
                        checked("[ -e /shared/ready ]") + after("any", "COMPLETE", "migrate", "SUCCESS")),
                container("proxy", true, LIVING.formatted("proxy", ""), after("db", "HEALTHY")),
                container("app", true, LIVING.formatted("app", ""), after("proxy", "START")));

        stage.awaitStatus(task, "RUNNING");

        var db = engineOf(task, "db");
        assertInOrder(at(engineOf(task, "any"), "FinishedAt"), at(db, "StartedAt"));
        assertInOrder(at(engineOf(task, "migrate"), "FinishedAt"), at(db, "StartedAt"));
        assertInOrder(firstHealthy(db), at(engineOf(task, "proxy"), "StartedAt"));
        assertInOrder(at(engineOf(task, "proxy"), "StartedAt"), at(engineOf(task, "app"), "StartedAt"));

        var stop = ApiClient.object().put("cluster", "test").put("task", task);
        stage.api().call(AwsService.ECS, "StopTask", stop);
        stage.awaitStatus(task, "STOPPED");
        assertEquals(List.of("app", "proxy", "db"), Files.readAllLines(shared.resolve("stops")));
    }

    @Test
    void aDependencyThatIsNotHealthyWithinItsStartTimeoutEndsTheTask() throws Exception {
        var task = run(
                container(
                        "db",
                        true,
                        LIVING.formatted("db", ""),
                        checked("[ -e /shared/ready ]") + ", \"startTimeout\": 3"),
                container("app", true, "echo app >/shared/started", after("db", "HEALTHY")));

        var stopped = stage.awaitStatus(task, "STOPPED");

        assertEquals("TaskFailedToStart", stopped.path("stopCode").asText());
        assertEquals(
                "Container app could not start: dependency db did not become HEALTHY within 3 s",
                stopped.path("stoppedReason").asText());
        assertFalse(Files.exists(shared.resolve("started")));
    }

    @Test
    void aContainerWithARestartPolicyIsStartedAgainAndItsTaskGoesOn() throws Exception {
        var policy =
                ", \"restartPolicy\": {\"enabled\": true, \"restartAttemptPeriod\": 60, \"ignoredExitCodes\": [4]}";
        var task = run(
                container("app", true, LIVING.formatted("app", ""), ""),
                container("ends", false, "echo ends >>/shared/ends; sleep 61; exit 3", policy),
                container("ignored", false, "echo ignored >>/shared/ignored; sleep 61; exit 4", policy));

        await().atMost(Duration.ofMinutes(4))
                .until(() -> Files.exists(shared.resolve("ends"))
                        && Files.readAllLines(shared.resolve("ends")).size() == 2);

        assertEquals(
                "RUNNING", stage.awaitStatus(task, "RUNNING").path("lastStatus").asText());
        assertTrue(engineOf(task, "ends").at("/State/Running").asBoolean());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !engineOf(task, "ignored").at("/State/Running").asBoolean());
        assertEquals(1, Files.readAllLines(shared.resolve("ignored")).size());
    }

    private static String container(String name, boolean essential, String script, String more) {
        return """
            {"name": "%s", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": %s,
             "command": ["sh", "-c", "%s"],
             "mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}]%s}
            """.formatted(name, essential, script, more);
    }

    private static String checked(String script) {
        return ", \"healthCheck\": {\"command\": [\"CMD-SHELL\", \"" + script
                + "\"], \"interval\": 5, \"timeout\": 20}";
    }

    /// @param namesAndConditions in turn
    private static String after(String... namesAndConditions) {
        var all = JSON.createArrayNode();
        for (int i = 0; i < namesAndConditions.length; i += 2) {
            all.addObject().put("containerName", namesAndConditions[i]).put("condition", namesAndConditions[i + 1]);
        }
        return ", \"dependsOn\": " + all;
    }

    /// The id of a new task of these containers.
    private String run(String... containers) throws IOException {
        var definition = """
            {"family": "chain", "volumes": [{"name": "shared", "host": {"sourcePath": "%s"}}],
             "containerDefinitions": [%s]}
            """.formatted(shared, String.join(",", containers));
        stage.api().call(AwsService.ECS, "RegisterTaskDefinition", (ObjectNode) JSON.readTree(definition));
        var input = ApiClient.object().put("cluster", "test").put("taskDefinition", "chain");
        var arn = stage.api()
                .call(AwsService.ECS, "RunTask", input)
                .at("/tasks/0/taskArn")
                .asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private JsonNode engineOf(String task, String container) {
        return stage.engine().get("/containers/evenkeel-" + task + "-" + container + "/json");
    }

    private static Instant at(JsonNode container, String member) {
        return Instant.parse(container.path("State").path(member).asText());
    }

    private static Instant firstHealthy(JsonNode container) {
        for (var check : container.at("/State/Health/Log")) {
            if (check.path("ExitCode").asInt() == 0) {
                return Instant.parse(check.path("End").asText());
            }
        }
        throw new AssertionError("never healthy: " + container.path("State"));
    }

    private static void assertInOrder(Instant first, Instant second) {
        assertTrue(!first.isAfter(second), () -> first + " is not before " + second);
    }
}
