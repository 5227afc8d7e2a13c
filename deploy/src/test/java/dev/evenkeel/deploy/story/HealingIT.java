package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to a task when its containers do not behave.
final class HealingIT {

    private Stage stage;
    private Story story;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        story = stage.story();
        story.createCluster();
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void aKilledEssentialContainerEndsTheTaskAndItsLivingSidecar() throws IOException, InterruptedException {
        var definition = ApiClient.object().put("family", "pair").put("networkMode", "bridge");
        var containers = definition.putArray("containerDefinitions");
        container(containers, "app", true, "exec sleep 1000");
        container(containers, "sidecar", false, "trap 'exit 0' TERM; sleep 1000 & wait");
        stage.api().call(AwsService.ECS, "RegisterTaskDefinition", definition);
        story.runTasks("pair", 1);
        var task = story.await("", PATIENCE, running -> running.size() == 1).getFirst();

        stage.engine().kill(runtimeId(task, "app"));

        var stopped = stage.awaitStatus(Story.id(task), "STOPPED");
        assertEquals("EssentialContainerExited", stopped.path("stopCode").asText());
        assertEquals(137, of(stopped, "app").path("exitCode").asInt(-1));
        assertEquals(0, of(stopped, "sidecar").path("exitCode").asInt(-1));
    }

    @Test
    void aKilledSidecarLeavesTheTaskRunning() throws IOException, InterruptedException {
        var definition = ApiClient.object().put("family", "pair").put("networkMode", "bridge");
        var containers = definition.putArray("containerDefinitions");
        container(containers, "app", true, "exec sleep 1000");
        container(containers, "sidecar", false, "exec sleep 1000");
        stage.api().call(AwsService.ECS, "RegisterTaskDefinition", definition);
        story.runTasks("pair", 1);
        var task = story.await("", PATIENCE, running -> running.size() == 1).getFirst();

        stage.engine().kill(runtimeId(task, "sidecar"));

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            var seen = stage.task(Story.id(task));
            assertEquals("STOPPED", of(seen, "sidecar").path("lastStatus").asText());
            assertEquals("RUNNING", of(seen, "app").path("lastStatus").asText());
            assertEquals("RUNNING", seen.path("lastStatus").asText());
        });
    }

    /// The slow service's containers ignore SIGTERM and have two minutes: whatever waited for them would fail here.
    @Test
    void aSlowStopInOneServiceNeverDelaysAReplacementInAnother() throws IOException, InterruptedException {
        var slow = ApiClient.object().put("family", "slow").put("networkMode", "bridge");
        var containers = slow.putArray("containerDefinitions");
        container(containers, "app", true, "trap '' TERM; while true; do sleep 1; done")
                .put("stopTimeout", 120);
        stage.api().call(AwsService.ECS, "RegisterTaskDefinition", slow);
        story.register("quick", SampleImage.NAME, SampleImage.PORT, "/test/quick");
        story.createService("slow", "slow", 3);
        story.createService("quick", "quick", 1);
        story.awaitCount("slow", 3, "");
        var victim = story.awaitCount("quick", 1, "").getFirst();

        var update =
                ApiClient.object().put("cluster", "test").put("service", "slow").put("desiredCount", 0);
        stage.api().call(AwsService.ECS, "UpdateService", update);
        stage.engine().kill(Story.container(victim));

        story.awaitCount("quick", 1, Story.id(victim));
        var stopping = 0;
        for (var id : stage.containers()) {
            stopping += stage.engine()
                            .get("/containers/" + id + "/json")
                            .at("/State/Running")
                            .asBoolean()
                    ? 1
                    : 0;
        }
        assertTrue(stopping >= 4, "the slow ones are still stopping");
    }

    private static ObjectNode container(ArrayNode containers, String name, boolean essential, String script) {
        var container = containers.addObject().put("name", name).put("image", SampleImage.NAME);
        container.put("cpu", 16).put("memory", 16).put("essential", essential);
        container.putArray("entryPoint").add("sh").add("-c");
        container.putArray("command").add(script);
        return container;
    }

    private static String runtimeId(JsonNode task, String container) {
        return of(task, container).path("runtimeId").asText();
    }

    private static JsonNode of(JsonNode task, String container) {
        for (var candidate : task.path("containers")) {
            if (candidate.path("name").asText().equals(container)) {
                return candidate;
            }
        }
        throw new AssertionError("no container " + container + " in " + task);
    }
}
