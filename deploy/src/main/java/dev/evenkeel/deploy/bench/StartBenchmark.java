package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Fifty tasks to RUNNING, beside the engine itself and beside Swarm.
final class StartBenchmark implements Benchmark {
    private static final int COUNT = 50;
    private static final int WARM_UP = 10;
    private static final int[] PARALLEL = {4, 8};

    private final URI docker;
    private final Path busybox;

    StartBenchmark(URI docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return COUNT + " tasks to RUNNING, beside raw parallel Engine API calls and docker service create";
    }

    @Override
    public void run(Report report) throws Exception {
        var engine = Engine.at(docker);
        SampleImage.ensure(engine, busybox);
        var raw = raw(report, engine);
        var ours = ours();
        report.figure("Evenkeel, RunTask x " + COUNT / 10, "%s", rate(ours));
        report.figure("  Evenkeel to raw at its best", "%.2f (aim: 1.15)", ratio(ours, raw));
        var swarm = Swarm.init(engine);
        if (swarm.isEmpty()) {
            report.remark("the engine cannot become a swarm of one here: no comparison with it");
            return;
        }
        try (var yardstick = swarm.get()) {
            var began = System.nanoTime();
            var service = yardstick.create("evenkeel-bench-start", COUNT);
            var theirs = Duration.ofNanos(System.nanoTime() - began);
            yardstick.remove(service);
            report.figure("docker service create", "%s", rate(theirs));
            report.figure("  Evenkeel to Swarm", "%.2f", ratio(ours, theirs));
        }
    }

    private static Duration raw(Report report, Engine engine) throws InterruptedException {
        var containers = new RawContainers(engine);
        var best = Duration.ofDays(1);
        for (int parallel : PARALLEL) {
            var took = containers.start(COUNT, parallel);
            containers.clear();
            report.figure("Engine API, " + parallel + " at a time", "%s", rate(took));
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }

    private Duration ours() throws Exception {
        try (var server = TemporaryServer.on(docker);
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/start");
            start(story, WARM_UP);
            var began = System.nanoTime();
            start(story, COUNT);
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /// Asking more often would take the engine's time: there are two of them to a few cores.
    private static void start(Story story, int count) throws InterruptedException {
        int before = story.running().size();
        story.runTasks("hello", count);
        story.await("", Duration.ofSeconds(60), Duration.ofMillis(100), running -> running.size() == before + count);
    }

    private static double ratio(Duration a, Duration b) {
        return (double) a.toNanos() / b.toNanos();
    }

    private static String rate(Duration took) {
        return String.format(
                java.util.Locale.ROOT,
                "%.2f s, %.1f a second",
                took.toMillis() / 1000.0,
                COUNT * 1000.0 / took.toMillis());
    }
}
