package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Requests that fail while a service behind a load balancer is rolled to other tasks, again and again.
final class CutoverBenchmark implements Benchmark {
    private static final int ROLLED = 23_810;
    private static final int SHIFTED = 23_811;
    private static final int TASKS = 3;
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 40;

    private final URI docker;

    CutoverBenchmark(URI docker) {
        this.docker = docker;
    }

    @Override
    public String name() {
        return "cutover";
    }

    @Override
    public String title() {
        return "requests that fail while " + TASKS + " tasks behind a load balancer are replaced, under steady load";
    }

    @Override
    public void run(Report report) throws Exception {
        if (!Wrk.has("wrk", "nginx")) {
            report.remark("needs wrk and nginx: apt-get install wrk nginx-light");
            return;
        }
        NginxImage.ensure(Engine.at(docker));
        try (var server = TemporaryServer.on(docker);
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            register(story);
            var balancer = Balancer.create(client, "bench");
            roll(report, client, story, balancer);
            shift(report, client, story, balancer);
        }
    }

    private static void roll(Report report, ApiClient client, Story story, Balancer balancer) throws Exception {
        var group = group(balancer, "rolled");
        balancer.listen(ROLLED, group);
        var service = Rollout.create(client, "bench", "rolled", "hello", TASKS, 100, 200, group);
        service.awaitStable();
        balancer.awaitHealthy(group, TASKS);
        measure(report, "rolling updates", balancer, ROLLED, () -> {
            register(story);
            service.update("hello");
            service.awaitStable();
        });
    }

    /// There and, once all traffic is there, back.
    private static void shift(Report report, ApiClient client, Story story, Balancer balancer) throws Exception {
        var blue = group(balancer, "blue");
        var green = group(balancer, "green");
        var rule = balancer.defaultRule(balancer.listen(SHIFTED, blue));
        var service = Rollout.createBlueGreen(client, "bench", "shifted", "hello", TASKS, blue, green, rule);
        service.await("status", "SUCCESSFUL");
        measure(report, "blue/green shifts", balancer, SHIFTED, () -> {
            register(story);
            service.shift("hello", 0);
            service.await("status", "SUCCESSFUL");
        });
        measure(report, "blue/green shifts and back", balancer, SHIFTED, () -> {
            register(story);
            service.shift("hello", 1);
            service.await("lifecycleStage", "BAKE_TIME");
            service.back();
            service.await("status", "ROLLBACK_SUCCESSFUL");
        });
    }

    private static void register(Story story) {
        story.register("hello", NginxImage.NAME, NginxImage.PORT, "/bench/cutover");
    }

    private static String group(Balancer balancer, String name) {
        var group = balancer.group(name, "instance");
        balancer.drains(group, 2);
        return group;
    }

    /// What is done again and again under load.
    private interface Change {
        void make() throws Exception;
    }

    private static void measure(Report report, String what, Balancer balancer, int port, Change change)
            throws Exception {
        var url = "http://" + balancer.address() + ":" + port + "/";
        var load = CompletableFuture.supplyAsync(() -> load(url));
        int times = 0;
        while (!load.isDone()) {
            change.make();
            times++;
        }
        var result = load.join();
        report.figure(
                what + ", " + times + " times",
                "%,.0f requests, %,.0f a second; %s (aim: none failed)",
                result.perSecond() * SECONDS,
                result.perSecond(),
                result.trouble().isEmpty() ? "none failed" : result.trouble());
    }

    private static Wrk.Result load(String url) {
        try {
            return Wrk.run(url, CONNECTIONS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
