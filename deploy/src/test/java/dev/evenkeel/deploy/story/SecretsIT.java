package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.store.event.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Secrets and parameters as a user has them: put with the AWS CLI, seen in a container, and nowhere else. Containers
/// print digests of their variables, so that not even their log holds a value.
final class SecretsIT {
    private static final String PLAIN = "p1-zanzibar-plain";
    private static final String ROTATED = "p2-zanzibar-rotated";
    private static final String JSON_VALUE = "k-123-zanzibar";
    private static final String PARAMETER = "s-zanzibar-secure";

    private Path files;
    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        files = Files.createTempDirectory("evenkeel-env");
        stage = Stage.open("--environment-files", files.toString());
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
        Directories.delete(files);
    }

    private static String digest(String value) {
        return Hash.digest(value).toString();
    }

    /// Prints a digest of each variable, again and again.
    private static String printing(String... names) {
        var each = List.of(names).stream()
                .map(name -> "echo " + name + " $(printf %s \"$" + name + "\" | /bin/busybox sha256sum)")
                .collect(Collectors.joining("; "));
        return "while true; do " + each + "; sleep 1; done";
    }

    private void register(String family, String container) throws IOException, InterruptedException {
        var definition = """
                {"family": "%s", "networkMode": "bridge", "executionRoleArn": "arn:aws:iam::123456789012:role/exec",
                 "containerDefinitions": [{"image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "stopTimeout": 1,
                   "logConfiguration": {"logDriver": "awslogs", "options": {
                     "awslogs-group": "/secrets", "awslogs-region": "us-east-1",
                     "awslogs-stream-prefix": "%s", "awslogs-create-group": "true"}}, %s}]}
                """.formatted(family, family, container);
        aws.json("ecs", "register-task-definition", "--cli-input-json", definition);
    }

    private static String printer(String secrets, String... names) {
        return """
                "name": "app", "essential": true, "command": ["/bin/sh", "-c", "%s"], %s
                """.formatted(printing(names).replace("\"", "\\\""), secrets);
    }

    private String run(String family) throws IOException, InterruptedException {
        var started = aws.json("ecs", "run-task", "--cluster", "test", "--task-definition", family);
        return started.at("/tasks/0/taskArn").asText();
    }

    private List<String> lines(String family, String task) throws IOException, InterruptedException {
        var stream = family + "/app/" + task.substring(task.lastIndexOf('/') + 1);
        var answer = aws.run(
                "logs",
                "get-log-events",
                "--log-group-name",
                "/secrets",
                "--log-stream-name",
                stream,
                "--query",
                "events[].message",
                "--output",
                "text");
        return List.of(answer.out().strip().split("[\\t\\n]"));
    }

    private void awaitLines(String family, String task, List<String> wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var lines = lines(family, task);
            assertTrue(lines.containsAll(wanted), () -> lines + " lack some of " + wanted);
        });
    }

    private static String line(String name, String value) {
        return name + " " + digest(value) + " -";
    }

    private String create(String name, String value) throws IOException, InterruptedException {
        return aws.json("secretsmanager", "create-secret", "--name", name, "--secret-string", value)
                .path("ARN")
                .asText();
    }

    @Test
    void aContainerSeesItsSecretsAndNothingElseDoes() throws IOException, InterruptedException {
        var plain = create("myapp/db-password", PLAIN);
        create("api-key", "{\"key\": \"" + JSON_VALUE + "\", \"n\": 7}");
        aws.json("secretsmanager", "put-secret-value", "--secret-id", plain, "--secret-string", ROTATED);
        aws.json("ssm", "put-parameter", "--name", "/prod/password", "--type", "SecureString", "--value", PARAMETER);
        aws.json("ssm", "put-parameter", "--name", "url", "--type", "String", "--value", "db.example");
        var short2 = "arn:aws:secretsmanager:us-east-1:123456789012:secret:api-key";
        register("all", printer("""
                "secrets": [{"name": "DB", "valueFrom": "%s"}, {"name": "OLD", "valueFrom": "%s::AWSPREVIOUS:"},
                  {"name": "KEY", "valueFrom": "%s:key::"}, {"name": "N", "valueFrom": "%s:n::"},
                  {"name": "SSM", "valueFrom": "arn:aws:ssm:us-east-1:123456789012:parameter/prod/password"},
                  {"name": "URL", "valueFrom": "url"}]
                """.formatted(plain, plain, short2, short2), "DB", "OLD", "KEY", "N", "SSM", "URL"));
        var task = run("all");
        awaitLines(
                "all",
                task,
                List.of(
                        line("DB", ROTATED),
                        line("OLD", PLAIN),
                        line("KEY", JSON_VALUE),
                        line("N", "7"),
                        line("SSM", PARAMETER),
                        line("URL", "db.example")));
        stage.kill();
        stage.start();
        assertEquals(
                ROTATED,
                aws.json("secretsmanager", "get-secret-value", "--secret-id", plain)
                        .path("SecretString")
                        .asText());
        nothingTells(List.of(PLAIN, ROTATED, JSON_VALUE, PARAMETER), task);
    }

    /// Neither a file of the data directory, nor the watch stream, nor any answer about the task.
    private void nothingTells(List<String> values, String task) throws IOException, InterruptedException {
        var told = new ArrayList<String>();
        told.add(aws.text("ecs", "describe-tasks", "--cluster", "test", "--tasks", task));
        told.add(aws.text("ecs", "describe-task-definition", "--task-definition", "all"));
        told.add(aws.text("secretsmanager", "list-secrets"));
        told.add(stage.api().why("task/" + task.substring(task.lastIndexOf('/') + 1)));
        var changes = new StringBuilder();
        stage.api().lines("/v1/watch?from=0", line -> {
            changes.append(line).append('\n');
            return !line.contains("\"bookmark\"");
        });
        told.add(changes.toString());
        try (var tree = Files.walk(stage.data())) {
            tree.filter(Files::isRegularFile).forEach(file -> told.add(text(file)));
        }
        for (var value : values) {
            for (var text : told) {
                assertFalse(text.contains(value), () -> value + " is in " + text);
            }
        }
        assertTrue(told.getFirst().contains("RUNNING"));
        assertTrue(told.get(4).contains("SecretsResolved"));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void whoRunsKeepsTheOldValueAndWhoComesGetsTheNewOne() throws IOException, InterruptedException {
        var arn = create("rotating", PLAIN);
        register("rotating", printer("""
                "secrets": [{"name": "V", "valueFrom": "%s"}]""".formatted(arn), "V"));
        var old = run("rotating");
        awaitLines("rotating", old, List.of(line("V", PLAIN)));
        aws.json("secretsmanager", "update-secret", "--secret-id", "rotating", "--secret-string", ROTATED);
        var fresh = run("rotating");
        awaitLines("rotating", fresh, List.of(line("V", ROTATED)));
        int before = lines("rotating", old).size();
        await().atMost(PATIENCE).until(() -> lines("rotating", old).size() > before);
        assertEquals(
                List.of(line("V", PLAIN)),
                lines("rotating", old).stream().distinct().toList());
        var why = stage.api().why("task/" + fresh.substring(fresh.lastIndexOf('/') + 1));
        assertTrue(why.contains("CreateCluster") || why.contains("RunTask"), why);
    }

    @Test
    void whatIsMissingStopsTheTaskBeforeAnythingStarts() throws IOException, InterruptedException {
        create("api-key", "{\"key\": \"" + JSON_VALUE + "\"}");
        var base = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
        register("missing", printer("""
                "secrets": [{"name": "V", "valueFrom": "%snothing-AbCdEf"}]""".formatted(base), "V"));
        register("no-key", printer("""
                "secrets": [{"name": "V", "valueFrom": "%sapi-key:other::"}]""".formatted(base), "V"));
        register("no-parameter", printer("""
                "secrets": [{"name": "V", "valueFrom": "/nothing"}]""", "V"));
        assertStopped("missing", base + "nothing-AbCdEf", "Secrets Manager can't find the specified secret.");
        assertStopped("no-key", base + "api-key:other::", "did not contain json key other");
        assertStopped("no-parameter", "/nothing", "Invalid parameters");
    }

    private void assertStopped(String family, String... words) throws IOException, InterruptedException {
        var task = stage.awaitStatus(run(family), "STOPPED");
        assertEquals("TaskFailedToStart", task.path("stopCode").asText(), task::toString);
        var reason = task.path("stoppedReason").asText();
        assertTrue(reason.startsWith("ResourceInitializationError: unable to pull secrets or registry auth: "), reason);
        for (var word : words) {
            assertTrue(reason.contains(word), reason);
        }
        assertTrue(task.path("startedAt").isMissingNode(), task::toString);
        assertTrue(task.at("/containers/0/exitCode").isMissingNode(), task::toString);
    }

    @Test
    void variablesComeFromFilesUnlessTheyAreDefined() throws IOException, InterruptedException {
        Files.createDirectories(files.resolve("bucket/app"));
        Files.writeString(files.resolve("bucket/app/one.env"), "# comment\n\nA=from file=x\nB=from file\n");
        Files.writeString(files.resolve("bucket/two.env"), "A=second\nC=\"quoted\"\n");
        register("files", printer("""
                "environment": [{"name": "B", "value": "defined"}],
                "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::bucket/app/one.env"},
                  {"type": "s3", "value": "arn:aws:s3:::bucket/two.env"}]""", "A", "B", "C"));
        var task = run("files");
        awaitLines("files", task, List.of(line("A", "from file=x"), line("B", "defined"), line("C", "\"quoted\"")));

        register("no-file", printer("""
                "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::bucket/../../three.env"}]""", "A"));
        var stopped = stage.awaitStatus(run("no-file"), "STOPPED");
        assertEquals("TaskFailedToStart", stopped.path("stopCode").asText());
        var reason = stopped.path("stoppedReason").asText();
        assertTrue(
                reason.startsWith("ResourceInitializationError: failed to download env files: ")
                        && reason.contains("arn:aws:s3:::bucket/../../three.env"),
                reason);
    }
}
