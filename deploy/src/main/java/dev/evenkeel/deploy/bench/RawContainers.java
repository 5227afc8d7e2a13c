package dev.evenkeel.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What the engine itself takes to start containers, asked for in parallel and with nothing in between.
final class RawContainers {
    private static final String LABEL = "dev.evenkeel.bench";

    private final Engine engine;

    RawContainers(Engine engine) {
        this.engine = engine;
    }

    /// Creates and starts containers, so many at a time.
    Duration start(int count, int parallel) throws InterruptedException {
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(parallel)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(this::startOne));
            }
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Removes them all.
    void clear() {
        try (var threads = Executors.newFixedThreadPool(8)) {
            engine.containersWith(LABEL).forEach(id -> threads.execute(() -> engine.remove(id)));
        }
    }

    private void startOne() {
        var json = JsonNodeFactory.instance;
        var port = SampleImage.PORT + "/tcp";
        ObjectNode body = json.objectNode().put("Image", SampleImage.NAME);
        body.putObject("Labels").put(LABEL, "start");
        body.putObject("ExposedPorts").putObject(port);
        var bindings = body.putObject("HostConfig").putObject("PortBindings");
        bindings.putArray(port).addObject().put("HostPort", "");
        var id = engine.post("/containers/create", body).json().path("Id").asText();
        engine.post("/containers/" + id + "/start", null);
    }
}
