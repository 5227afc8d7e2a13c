package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Requests that fail while a service behind a load balancer is rolled to other tasks, again and again.
final class CutoverBenchmark implements Benchmark {
    private static final int LISTENER = 23_810;
    private static final int TASKS = 3;
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 90;

    private final URI docker;
    private final Path busybox;

    CutoverBenchmark(URI docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
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
        if (!Wrk.has("wrk")) {
            report.remark("needs wrk: apt-get install wrk");
            return;
        }
        SampleImage.ensure(Engine.at(docker), busybox);
        try (var server = TemporaryServer.on(docker);
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/cutover");
            var balancer = Balancer.create(client, "bench");
            var group = balancer.group("web", "instance");
            balancer.drains(group, 2);
            balancer.listen(LISTENER, group);
            var service = Rollout.create(client, "bench", "web", "hello", TASKS, 100, 200, group);
            service.awaitStable();
            balancer.awaitHealthy(group, TASKS);
            var url = "http://" + balancer.address() + ":" + LISTENER + "/";
            var load = CompletableFuture.supplyAsync(() -> load(url));
            int rolls = 0;
            while (!load.isDone()) {
                story.register("hello", SampleImage.NAME, SampleImage.PORT, "/bench/cutover");
                service.update("hello");
                service.awaitStable();
                rolls++;
            }
            print(report, load.join(), rolls);
        }
    }

    private static void print(Report report, Wrk.Result result, int rolls) {
        report.figure(
                "rolling updates, " + rolls + " of them",
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
