package dev.evenkeel.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Docker's own orchestrator on the same engine, as a yardstick.
final class Swarm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int UPDATE = 1;

    private final Engine engine;

    private Swarm(Engine engine) {
        this.engine = engine;
    }

    /// Turns the engine into a swarm of one, or nothing when it is in one already or cannot.
    static Optional<Swarm> init(Engine engine) {
        var state = engine.get("/info").path("Swarm").path("LocalNodeState").asText();
        if (!state.equals("inactive")) {
            return Optional.empty();
        }
        try {
            var body = JsonNodeFactory.instance.objectNode();
            body.put("ListenAddr", "127.0.0.1:23770").put("AdvertiseAddr", "127.0.0.1:23770");
            engine.post("/swarm/init", body);
            return Optional.of(new Swarm(engine));
        } catch (Engine.EngineException e) {
            return Optional.empty();
        }
    }

    /// Creates a service and waits until all of its tasks run.
    ///
    /// @return its id
    String create(String name, int replicas) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("Name", name);
        var task = body.putObject("TaskTemplate");
        task.putObject("ContainerSpec").put("Image", SampleImage.NAME);
        task.putObject("RestartPolicy").put("Condition", "any").put("Delay", 0);
        body.putObject("Mode").putObject("Replicated").put("Replicas", replicas);
        var id = engine.post("/services/create", body).json().path("ID").asText();
        awaitRunning(id, replicas, "");
        return id;
    }

    /// Replaces all tasks of a service by others like them, new ones first.
    ///
    /// @param step how many at a time
    void update(String service, int step) {
        var now = engine.get("/services/" + service);
        var spec = (ObjectNode) now.path("Spec").deepCopy();
        ((ObjectNode) spec.path("TaskTemplate")).put("ForceUpdate", UPDATE);
        spec.putObject("UpdateConfig")
                .put("Parallelism", step)
                .put("Order", "start-first")
                .put("Monitor", 1);
        var version = now.path("Version").path("Index").asLong();
        engine.post("/services/" + service + "/update?version=" + version, spec);
    }

    /// Waits until all tasks that shall run are new and do, and no other container of the service runs.
    void awaitUpdated(String service, int replicas) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            int fresh = 0;
            for (var task : tasks(service)) {
                boolean updated = task.path("Spec").path("ForceUpdate").asInt() == UPDATE;
                fresh += updated && isRunning(task) ? 1 : 0;
            }
            if (fresh == replicas && engine.runningWith("com.docker.swarm.service.id=" + service) == replicas) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("swarm did not update " + replicas + " tasks within " + PATIENCE);
    }

    /// Kills one container of a service and waits until the count runs again.
    Duration heal(String service, int replicas) throws InterruptedException {
        var victim = running(service).getFirst();
        var began = System.nanoTime();
        engine.kill(victim);
        awaitRunning(service, replicas, victim);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Removes a service.
    void remove(String service) {
        engine.delete("/services/" + service);
    }

    @Override
    public void close() {
        engine.post("/swarm/leave?force=1", null);
        engine.delete("/networks/docker_gwbridge");
    }

    private void awaitRunning(String service, int replicas, String without) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            var running = running(service);
            if (running.size() >= replicas && !running.contains(without)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("swarm did not run " + replicas + " tasks within " + PATIENCE);
    }

    /// The containers of a service that run.
    private List<String> running(String service) {
        var ids = new ArrayList<String>();
        for (JsonNode task : tasks(service)) {
            if (isRunning(task)) {
                ids.add(task.path("Status")
                        .path("ContainerStatus")
                        .path("ContainerID")
                        .asText());
            }
        }
        return ids;
    }

    /// The tasks of a service that shall run.
    private JsonNode tasks(String service) {
        var filter = Engine.encode("{\"service\":[\"" + service + "\"],\"desired-state\":[\"running\"]}");
        return engine.get("/tasks?filters=" + filter);
    }

    private static boolean isRunning(JsonNode task) {
        return task.path("Status").path("State").asText().equals("running");
    }
}
