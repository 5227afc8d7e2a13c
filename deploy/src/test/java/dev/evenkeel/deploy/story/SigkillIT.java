package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// SIGKILL at random moments under load: what was acknowledged is found afterwards, and no container is lost or
/// doubled. `-Devenkeel.kills=200` for the long run; a failing one tells its seed.
final class SigkillIT {
    private static final int KILLS = Integer.getInteger("evenkeel.kills", 10);
    private static final long SEED = Long.getLong("evenkeel.seed", 4711);

    /// A task with everything that has to survive: an address of its own, an order, a health check and a secret.
    private static final String WHOLE = """
            {"family": "whole", "networkMode": "awsvpc", "executionRoleArn": "arn:aws:iam::123456789012:role/kill",
             "containerDefinitions": [
              {"name": "first", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": false,
               "entryPoint": ["sh", "-c"], "command": ["exit 0"]},
              {"name": "app", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": true,
               "dependsOn": [{"containerName": "first", "condition": "SUCCESS"}],
               "healthCheck": {"command": ["CMD-SHELL", "test $PASSWORD = correct"], "interval": 5, "timeout": 20},
               "secrets": [{"name": "PASSWORD",
                 "valueFrom": "arn:aws:secretsmanager:us-east-1:123456789012:secret:kill"}]}]}
            """;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoubled() throws IOException, InterruptedException {
        var random = new Random(SEED);
        var acknowledged = new TreeSet<String>();
        try (var stage = Stage.open()) {
            var story = stage.story();
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/test/kill");
            story.createService("web", "hello", 3);
            createWholeService(stage.aws());
            for (int kill = 0; kill < KILLS; kill++) {
                var load = new Load(stage, kill, random.nextLong());
                var thread = Thread.ofPlatform().start(load);
                Thread.sleep(random.nextInt(1_500));
                stage.kill();
                thread.join();
                acknowledged.addAll(load.acknowledged());
                stage.start();
            }
            assertEquals(Set.of(), missing(stage, acknowledged), "seed " + SEED);
            assertTrue(acknowledged.size() >= KILLS, "the load was real: " + acknowledged.size());
            assertEveryTaskHasItsContainer(stage);
        }
    }

    /// The clusters that were acknowledged and are not there.
    private static Set<String> missing(Stage stage, Set<String> acknowledged) throws IOException {
        var missing = new TreeSet<>(acknowledged);
        var input = ApiClient.object().put("maxResults", 100);
        while (true) {
            var page = stage.api().call(AwsService.ECS, "ListClusters", input);
            page.path("clusterArns").forEach(arn -> missing.remove(arn.asText().replaceAll(".*/", "")));
            if (page.path("nextToken").asText().isEmpty()) {
                return missing;
            }
            input.put("nextToken", page.path("nextToken").asText());
        }
    }

    private static void createWholeService(Aws aws) throws IOException, InterruptedException {
        aws.json("secretsmanager", "create-secret", "--name", "kill", "--secret-string", "correct");
        aws.json("ecs", "register-task-definition", "--cli-input-json", WHOLE);
        var subnets = aws.text("ec2", "describe-subnets", "--query", "Subnets[].SubnetId", "--output", "text");
        var network = "awsvpcConfiguration={subnets=["
                + String.join(",", subnets.strip().split("\\s+", -1)) + "]}";
        aws.json(
                "ecs",
                "create-service",
                "--cluster",
                "test",
                "--service-name",
                "whole",
                "--task-definition",
                "whole",
                "--desired-count",
                "2",
                "--network-configuration",
                network);
    }

    private static void assertEveryTaskHasItsContainer(Stage stage) throws IOException, InterruptedException {
        var story = stage.story();
        scale(stage.api(), "web", 3);
        scale(stage.api(), "whole", 2);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            var wanted = new TreeSet<String>();
            int whole = 0;
            for (var task : story.running()) {
                var name = "/evenkeel-" + task.path("taskArn").asText().replaceAll(".*/", "") + "-";
                wanted.add(name + "app");
                if (task.path("group").asText().equals("service:whole")) {
                    assertEquals("HEALTHY", task.path("healthStatus").asText());
                    wanted.add(name + ".internal.ecs.pause");
                    whole++;
                }
            }
            assertEquals(2, whole);
            assertEquals(3 + 2 * 2, wanted.size());
            assertEquals(wanted, runningContainers(stage));
        });
    }

    private static Set<String> runningContainers(Stage stage) throws IOException {
        var running = new TreeSet<String>();
        for (var id : stage.containers()) {
            var container = stage.engine().get("/containers/" + id + "/json");
            if (container.at("/State/Running").asBoolean()) {
                running.add(container.path("Name").asText());
            }
        }
        return running;
    }

    private static void scale(ApiClient api, String service, int count) {
        var update = ApiClient.object()
                .put("cluster", "test")
                .put("service", service)
                .put("desiredCount", count);
        api.call(AwsService.ECS, "UpdateService", update);
    }

    /// Calls one after another until the server is gone.
    private static final class Load implements Runnable {
        private final ApiClient api;
        private final int round;
        private final Random random;
        private final Set<String> acknowledged = new TreeSet<>();

        Load(Stage stage, int round, long seed) throws IOException {
            this.api = stage.api();
            this.round = round;
            this.random = new Random(seed);
        }

        Set<String> acknowledged() {
            return acknowledged;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; ; i++) {
                    var name = "c-" + round + "-" + i;
                    api.call(AwsService.ECS, "CreateCluster", ApiClient.object().put("clusterName", name));
                    acknowledged.add(name);
                    if (i % 20 == 0) {
                        scale(api, "web", 2 + random.nextInt(4));
                        scale(api, "whole", 1 + random.nextInt(2));
                    }
                }
            } catch (java.io.UncheckedIOException e) {
                // The server is gone, as it should be.
            }
        }
    }
}
