package dev.evenkeel.deploy.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoubled() throws IOException, InterruptedException {
        var random = new Random(SEED);
        var acknowledged = new TreeSet<String>();
        try (var stage = Stage.open()) {
            var story = stage.story();
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/test/kill");
            story.createService("web", "hello", 3);
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

    private static void assertEveryTaskHasItsContainer(Stage stage) throws IOException, InterruptedException {
        var story = stage.story();
        scale(stage.api(), 3);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            var wanted = new HashSet<String>();
            story.running().forEach(task -> wanted.add(Story.container(task)));
            var running = new HashSet<String>();
            for (var container : stage.containers()) {
                if (stage.engine()
                        .get("/containers/" + container + "/json")
                        .at("/State/Running")
                        .asBoolean()) {
                    running.add(container);
                }
            }
            assertEquals(3, wanted.size());
            assertEquals(wanted, running);
        });
    }

    private static void scale(ApiClient api, int count) {
        var update =
                ApiClient.object().put("cluster", "test").put("service", "web").put("desiredCount", count);
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
                        scale(api, 2 + random.nextInt(4));
                    }
                }
            } catch (java.io.UncheckedIOException e) {
                // The server is gone, as it should be.
            }
        }
    }
}
