package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.deploy.process.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A rolling update of many tasks, new ones first and five at a time, beside Swarm with the same settings. Swarm starts
/// the next five while the last five still stop, so it may have ten more than are wanted; ECS's maximumPercent is asked
/// for five, and for ten.
final class DeployBenchmark implements Benchmark {
    private static final int TASKS = 50;
    private static final int STEP = 5;

    private final URI docker;
    private final Path busybox;

    DeployBenchmark(URI docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
    }

    @Override
    public String name() {
        return "deploy";
    }

    @Override
    public String title() {
        return "rolling update of " + TASKS + " tasks, start first, " + STEP
                + " at a time, beside docker service update";
    }

    /// How one of them did.
    ///
    /// @param most containers that ran at the same time
    private record Outcome(Duration took, int most) {
        double relativeTo(Outcome other) {
            return (double) took.toNanos() / other.took.toNanos();
        }

        void print(Report report, String name) {
            report.figure(name, "%5.1f s, at most %d extra tasks", took.toMillis() / 1000.0, most - TASKS);
        }
    }

    @Override
    public void run(Report report) throws Exception {
        var engine = Engine.at(docker);
        SampleImage.ensure(engine, busybox);
        var narrow = ours(engine, STEP);
        narrow.print(report, "Evenkeel, maximumPercent for " + STEP + " more");
        var wide = ours(engine, 2 * STEP);
        wide.print(report, "Evenkeel, maximumPercent for " + 2 * STEP + " more");
        var swarm = Swarm.init(engine);
        if (swarm.isEmpty()) {
            report.remark("the engine cannot become a swarm of one here: no comparison with it");
            return;
        }
        try (var yardstick = swarm.get()) {
            var service = yardstick.create("evenkeel-bench-deploy", TASKS);
            var theirs = outcome(engine, "com.docker.swarm.service.id=" + service, () -> {
                yardstick.update(service, STEP);
                yardstick.awaitUpdated(service, TASKS);
            });
            yardstick.remove(service);
            theirs.print(report, "docker service update");
            report.figure(
                    "  Evenkeel to Swarm",
                    "%.2f, and %.2f with as many extra tasks as Swarm's steps take (aim: under 1)",
                    narrow.relativeTo(theirs),
                    wide.relativeTo(theirs));
        }
    }

    /// @param extra tasks that may be there besides those that are wanted
    private Outcome ours(Engine engine, int extra) throws Exception {
        try (var server = TemporaryServer.on(docker, "--healthy-after", "0");
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/deploy");
            var service = Rollout.create(client, "bench", "web", "hello", TASKS, 100, 100 + 100 * extra / TASKS);
            service.awaitStable();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/deploy");
            return outcome(engine, ServerProcess.labelOf(server.data()), () -> {
                service.update("hello");
                service.awaitStable();
            });
        }
    }

    /// What is timed.
    private interface Work {
        void run() throws Exception;
    }

    private static Outcome outcome(Engine engine, String label, Work work) throws Exception {
        try (var census = Census.of(engine, label)) {
            var began = System.nanoTime();
            work.run();
            return new Outcome(Duration.ofNanos(System.nanoTime() - began), census.most());
        }
    }
}
