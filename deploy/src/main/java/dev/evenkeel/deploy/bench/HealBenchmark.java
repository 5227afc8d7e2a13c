package dev.evenkeel.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A killed container of a service of three to its replacement RUNNING, beside Swarm with no restart delay.
final class HealBenchmark implements Benchmark {
    private static final int TIMES = 9;
    private static final int REPLICAS = 3;

    /// A task that ends sooner counts as a failed start, and its replacement may be held back.
    private static final Duration GROWN_UP = Duration.ofSeconds(11);

    private final URI docker;
    private final Path busybox;

    HealBenchmark(URI docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
    }

    @Override
    public String name() {
        return "heal";
    }

    @Override
    public String title() {
        return "killed container to replacement RUNNING, beside Swarm with restart-delay 0";
    }

    @Override
    public void run(Report report) throws Exception {
        var engine = Engine.at(docker);
        SampleImage.ensure(engine, busybox);
        print(report, "Evenkeel", ours(engine), " (aim: median under 800)");
        var swarm = Swarm.init(engine);
        if (swarm.isEmpty()) {
            report.remark("the engine cannot become a swarm of one here: no comparison with it");
            return;
        }
        try (var yardstick = swarm.get()) {
            var service = yardstick.create("evenkeel-bench-heal", REPLICAS);
            var nanos = new long[TIMES];
            for (int i = 0; i < TIMES; i++) {
                nanos[i] = yardstick.heal(service, REPLICAS).toNanos();
            }
            yardstick.remove(service);
            print(report, "docker swarm", Latencies.of(nanos), "");
        }
    }

    private Latencies ours(Engine engine) throws Exception {
        try (var server = TemporaryServer.on(docker);
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/heal");
            story.createService("web", "hello", REPLICAS);
            var running = story.awaitCount("web", REPLICAS, "");
            var nanos = new long[TIMES];
            for (int i = 0; i < TIMES; i++) {
                var victim = oldest(running);
                var began = System.nanoTime();
                engine.kill(Story.container(victim));
                running = story.awaitCount("web", REPLICAS, Story.id(victim));
                nanos[i] = System.nanoTime() - began;
            }
            return Latencies.of(nanos);
        }
    }

    /// The task that has run longest, once it has run long enough.
    private static JsonNode oldest(List<JsonNode> running) throws InterruptedException {
        var task = running.stream()
                .min(Comparator.comparingDouble(t -> t.path("startedAt").asDouble()))
                .orElseThrow();
        var ripe = Instant.ofEpochMilli((long) (task.path("startedAt").asDouble() * 1000))
                .plus(GROWN_UP);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), ripe).toMillis()));
        return task;
    }

    private static void print(Report report, String name, Latencies latencies, String aim) {
        report.figure(
                name + ", " + TIMES + " times",
                "median %.0f ms, slowest %.0f ms%s",
                latencies.millisAt(50),
                latencies.millisAt(100),
                aim);
    }
}
