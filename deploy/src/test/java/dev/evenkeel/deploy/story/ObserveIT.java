package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.deploy.client.Story;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What can be known of tasks: their logs, their figures, and what they are told about themselves.
final class ObserveIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "/test/observe";

    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json(
                "ecs",
                "create-cluster",
                "--cluster-name",
                "test",
                "--settings",
                "name=containerInsights,value=enabled");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void tenThousandLinesInASecondAreAllThereInOrderAndNoneTwiceAlsoOverSigkill() throws Exception {
        run("lines", "i=0; while [ $i -lt 10000 ]; do echo line $i; i=$((i+1)); done; sleep 600", "");
        await().atMost(PATIENCE).until(() -> !messages().isEmpty());
        stage.kill();
        stage.start();
        aws = stage.aws();

        await().atMost(PATIENCE).until(() -> messages().size() >= 10_000);

        assertEquals(IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList(), messages());
    }

    @Test
    void linesAreJoinedByAPattern() throws Exception {
        run(
                "multiline",
                "echo 'ERROR one'; echo '  at a'; echo '  at b'; echo 'ERROR two'; sleep 600",
                ", \"awslogs-multiline-pattern\": \"^ERROR\"");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of("ERROR one\n  at a\n  at b", "ERROR two"), messages()));
    }

    @Test
    void linesAreJoinedByTheDateTheyBeginWith() throws Exception {
        run(
                "dated",
                "echo '2026-11-22 one'; echo '  at a'; echo '2026-11-22 two'; sleep 600",
                ", \"awslogs-datetime-format\": \"%Y-%m-%d\"");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of("2026-11-22 one\n  at a", "2026-11-22 two"), messages()));
    }

    @Test
    void aContainerLearnsWhoItIs() throws Exception {
        var task = run("curious", "sleep 600", "");
        var container = Story.container(task);

        var self = metadata(container, "ECS_CONTAINER_METADATA_URI_V4", "");
        var whole = metadata(container, "ECS_CONTAINER_METADATA_URI_V4", "/task");
        var tagged = metadata(container, "ECS_CONTAINER_METADATA_URI_V4", "/taskWithTags");
        var stats = metadata(container, "ECS_CONTAINER_METADATA_URI_V4", "/stats");
        var all = metadata(container, "ECS_CONTAINER_METADATA_URI_V4", "/task/stats");

        assertEquals(container, self.path("DockerId").asText());
        assertEquals("app", self.path("Name").asText());
        assertEquals("RUNNING", self.path("KnownStatus").asText());
        assertEquals("awslogs", self.path("LogDriver").asText());
        assertEquals(
                task.at("/containers/0/containerArn").asText(),
                self.path("ContainerARN").asText());
        assertTrue(self.at("/Networks/0/IPv4Addresses/0").asText().startsWith("172."), self::toString);
        assertEquals(task.path("taskArn").asText(), whole.path("TaskARN").asText());
        assertEquals(task.path("clusterArn").asText(), whole.path("Cluster").asText());
        assertEquals("curious", whole.path("Family").asText());
        assertEquals(container, whole.at("/Containers/0/DockerId").asText());
        assertEquals("blue", tagged.at("/TaskTags/colour").asText());
        assertTrue(stats.at("/memory_stats/usage").asLong() > 0, stats::toString);
        assertTrue(all.path(container).path("read").isTextual(), all::toString);
    }

    @Test
    void aTaskOfAServiceProtectsItself() throws Exception {
        register("worker", "sleep 600", "");
        aws.json(
                "ecs",
                "create-service",
                "--cluster",
                "test",
                "--service-name",
                "web",
                "--task-definition",
                "worker",
                "--desired-count",
                "1");
        var task = stage.story().awaitCount("web", 1, "").getFirst();

        var answer = stage.exec(Story.container(task), """
                uri=${ECS_AGENT_URI#http://}; host=${uri%%/*}; body='{"ProtectionEnabled":true,"ExpiresInMinutes":5}'
                printf 'PUT /%s/task-protection/v1/state HTTP/1.0\\r\\nContent-Length: %d\\r\\n\\r\\n%s' \
                    "${uri#*/}" "${#body}" "$body" | /bin/busybox nc "${host%:*}" "${host#*:}"
                """);

        assertTrue(answer.contains("\"ProtectionEnabled\":true"), answer);
        var told = aws.json(
                "ecs",
                "get-task-protection",
                "--cluster",
                "test",
                "--tasks",
                task.path("taskArn").asText());
        assertTrue(told.at("/protectedTasks/0/protectionEnabled").asBoolean(), told::toString);
    }

    @Test
    void theEndpointAnswersNobodyElseAndIsTheSameAfterSigkill() throws Exception {
        var task = run("curious", "sleep 600", "");
        var container = Story.container(task);
        var uri = stage.exec(container, "echo $ECS_CONTAINER_METADATA_URI_V4").strip();

        stage.kill();
        stage.start();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertEquals(200, get(uri).statusCode()));
        var guess = get(uri.substring(0, uri.length() - 32) + "0".repeat(32));
        assertEquals(404, guess.statusCode());
        assertFalse(guess.body().contains("curious"), guess.body());
    }

    @Test
    void whatABurnerUsesIsMeasuredAndToldInEveryPlace() throws Exception {
        register("burner", "while true; do :; done", "");
        aws.json(
                "ecs",
                "create-service",
                "--cluster",
                "test",
                "--service-name",
                "web",
                "--task-definition",
                "burner",
                "--desired-count",
                "1");
        stage.story().awaitCount("web", 1, "");

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> scrape().lines()
                        .anyMatch(line -> line.startsWith("evenkeel_cpu_used{")
                                && line.contains("service=\"web\"")
                                && Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 64));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> !points().isEmpty());
        assertTrue(points().getFirst() > 100, points()::toString);
        var names = new ArrayList<String>();
        aws.json("cloudwatch", "list-metrics", "--namespace", "ECS/ContainerInsights")
                .path("Metrics")
                .forEach(metric -> names.add(metric.path("MetricName").asText()));
        assertTrue(names.containsAll(List.of("CpuUtilized", "MemoryReserved", "RunningTaskCount")), names::toString);
    }

    private List<Double> points() throws IOException, InterruptedException {
        var now = Instant.now();
        var averages = new ArrayList<Double>();
        aws.json(
                        "cloudwatch",
                        "get-metric-statistics",
                        "--namespace",
                        "AWS/ECS",
                        "--metric-name",
                        "CPUUtilization",
                        "--dimensions",
                        "Name=ClusterName,Value=test",
                        "Name=ServiceName,Value=web",
                        "--start-time",
                        now.minusSeconds(600).toString(),
                        "--end-time",
                        now.toString(),
                        "--period",
                        "60",
                        "--statistics",
                        "Average")
                .path("Datapoints")
                .forEach(point -> averages.add(point.path("Average").asDouble()));
        return averages;
    }

    private JsonNode metadata(String container, String variable, String path) throws IOException {
        return JSON.readTree(stage.exec(container, "/bin/busybox wget -q -O - $" + variable + path));
    }

    private String scrape() throws IOException, InterruptedException {
        return get(stage.uri() + "/metrics").body();
    }

    private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private List<String> messages() throws IOException, InterruptedException {
        var found = aws.run("logs", "filter-log-events", "--log-group-name", GROUP, "--query", "events[].message");
        var messages = new ArrayList<String>();
        if (found.exitCode() == 0) {
            JSON.readTree(found.out()).forEach(message -> messages.add(message.asText()));
        }
        return messages;
    }

    private void register(String family, String script, String options) throws IOException, InterruptedException {
        var definition = """
                {"family": "%s", "networkMode": "bridge", "containerDefinitions": [{
                  "name": "app", "image": "evenkeel/hello:1", "cpu": 64, "memory": 32, "essential": true,
                  "entryPoint": ["sh", "-c"], "command": ["%s"],
                  "logConfiguration": {"logDriver": "awslogs", "options": {
                    "awslogs-group": "%s", "awslogs-region": "us-east-1",
                    "awslogs-stream-prefix": "web", "awslogs-create-group": "true"%s}}}]}
                """.formatted(family, script, GROUP, options);
        var file = stage.data().resolve(family + ".json");
        Files.write(file, definition.getBytes(StandardCharsets.UTF_8));
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    private JsonNode run(String family, String script, String options) throws IOException, InterruptedException {
        register(family, script, options);
        var arn = aws.json(
                        "ecs",
                        "run-task",
                        "--cluster",
                        "test",
                        "--task-definition",
                        family,
                        "--tags",
                        "key=colour,value=blue")
                .at("/tasks/0/taskArn")
                .asText();
        return stage.awaitStatus(arn, "RUNNING");
    }
}
