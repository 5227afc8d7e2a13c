package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.Story;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first paragraph of what Evenkeel promises, told with the unmodified AWS CLI.
final class StoryIT {

    private static final String DEFINITION = """
            {"family": "hello", "networkMode": "bridge", "containerDefinitions": [{
              "name": "app", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": true,
              "portMappings": [{"containerPort": 80, "hostPort": 0}],
              "logConfiguration": {"logDriver": "awslogs", "options": {
                "awslogs-group": "/test/hello", "awslogs-region": "us-east-1",
                "awslogs-stream-prefix": "web", "awslogs-create-group": "true"}}}]}
            """;

    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        var file = Files.writeString(stage.data().resolve("definition.json"), DEFINITION);
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void aTaskRunsAndStops() throws IOException, InterruptedException {
        var started = aws.json("ecs", "run-task", "--cluster", "test", "--task-definition", "hello");
        assertEquals(1, started.path("tasks").size(), started::toString);
        var arn = started.at("/tasks/0/taskArn").asText();
        aws.text("ecs", "wait", "tasks-running", "--cluster", "test", "--tasks", arn);
        assertEquals(1, stage.containers().size());
        aws.json("ecs", "stop-task", "--cluster", "test", "--task", arn, "--reason", "seen enough");
        aws.text("ecs", "wait", "tasks-stopped", "--cluster", "test", "--tasks", arn);
        var stopped = describe(arn);
        assertEquals("UserInitiated", stopped.path("stopCode").asText());
        assertEquals("seen enough", stopped.path("stoppedReason").asText());
        assertEquals(0, stopped.at("/containers/0/exitCode").asInt(-1));
    }

    @Test
    void aKilledContainerOfAServiceIsReplacedAndTheLogSaysWhy() throws IOException, InterruptedException {
        createService();
        var before = running();
        for (var task : before) {
            awaitAnswer(Story.hostPort(task));
        }
        var victim = before.getFirst();
        stage.engine().kill(Story.container(victim));
        var after = stage.story().awaitCount("web", 3, Story.id(victim));
        assertNotEquals(ids(before), ids(after));

        var stopped = describe(victim.path("taskArn").asText());
        assertEquals("EssentialContainerExited", stopped.path("stopCode").asText());
        assertEquals(
                "Essential container in task exited",
                stopped.path("stoppedReason").asText());
        assertEquals(137, stopped.at("/containers/0/exitCode").asInt(-1));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(aws.text("logs", "tail", "/test/hello").contains("web/app/" + Story.id(victim))));
        var why = stage.api().why("task/" + Story.id(victim));
        assertTrue(why.contains("137") && why.contains("CreateService"), why);
    }

    @Test
    void everythingIsAsItWasAfterSigkill() throws IOException, InterruptedException {
        createService();
        var before = running();
        var containers = stage.containers();
        stage.kill();
        stage.start();
        var after = stage.story().awaitCount("web", 3, "");
        assertEquals(ids(before), ids(after));
        assertEquals(containers, stage.containers());
    }

    @Test
    void containersGoOnRunningWhileTheServerIsAway() throws IOException, InterruptedException {
        createService();
        var before = running();
        stage.stop();
        for (var task : before) {
            awaitAnswer(Story.hostPort(task));
        }
        stage.engine().kill(Story.container(before.getFirst()));
        stage.start();
        var after = stage.story().awaitCount("web", 3, Story.id(before.getFirst()));
        assertTrue(ids(after).containsAll(ids(before.subList(1, 3))), "the others were adopted");
    }

    @Test
    void aServiceGrowsShrinksAndEnds() throws IOException, InterruptedException {
        createService();
        update(5);
        stage.story().awaitCount("web", 5, "");
        update(1);
        stage.story().awaitCount("web", 1, "");
        aws.json("ecs", "delete-service", "--cluster", "test", "--service", "web", "--force");
        stage.story().awaitCount("web", 0, "");
        aws.text("ecs", "wait", "services-inactive", "--cluster", "test", "--services", "web");
    }

    private void createService() throws IOException, InterruptedException {
        aws.json(
                "ecs",
                "create-service",
                "--cluster",
                "test",
                "--service-name",
                "web",
                "--task-definition",
                "hello",
                "--desired-count",
                "3");
        stage.story().awaitCount("web", 3, "");
    }

    private void update(int count) throws IOException, InterruptedException {
        aws.json(
                "ecs",
                "update-service",
                "--cluster",
                "test",
                "--service",
                "web",
                "--desired-count",
                Integer.toString(count));
    }

    private List<JsonNode> running() throws IOException, InterruptedException {
        var list = aws.json("ecs", "list-tasks", "--cluster", "test", "--service-name", "web");
        var words = new ArrayList<>(List.of("ecs", "describe-tasks", "--cluster", "test", "--tasks"));
        list.path("taskArns").forEach(arn -> words.add(arn.asText()));
        var tasks = new ArrayList<JsonNode>();
        aws.json(words.toArray(new String[0])).path("tasks").forEach(tasks::add);
        return tasks;
    }

    private JsonNode describe(String arn) throws IOException, InterruptedException {
        return aws.json("ecs", "describe-tasks", "--cluster", "test", "--tasks", arn)
                .at("/tasks/0");
    }

    private static List<String> ids(List<JsonNode> tasks) {
        return tasks.stream().map(Story::id).sorted().toList();
    }

    private static void awaitAnswer(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertTrue(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .startsWith("hello from")));
        }
    }
}
