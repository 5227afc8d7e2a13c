package dev.evenkeel.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From a container that writes a line to the line in CloudWatch Logs: the time that the engine noted beside the time
/// at which the line could be read. What `aws logs tail --follow` adds are its own pauses.
final class TailBenchmark implements Benchmark {
    private static final int LINES = 500;
    private static final String GROUP = "/bench/tail";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI docker;
    private final Path busybox;

    TailBenchmark(URI docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
    }

    @Override
    public String name() {
        return "tail";
    }

    @Override
    public String title() {
        return "a line written by a container to the line readable in CloudWatch Logs";
    }

    @Override
    public void run(Report report) throws Exception {
        SampleImage.ensure(Engine.at(docker), busybox);
        try (var server = TemporaryServer.on(docker);
                var client = server.client()) {
            var story = new Story(client, "bench");
            story.createCluster();
            story.registerScript("writer", script(), GROUP);
            story.runTasks("writer", 1);
            var late = Latencies.of(
                    lines(client).stream().mapToLong(TailBenchmark::lateness).toArray());
            report.figure(
                    LINES + " lines, one each 20 ms",
                    "median %.0f ms, p99 %.0f ms, slowest %.0f ms (aim: under 2000)",
                    late.millisAt(50),
                    late.millisAt(99),
                    late.millisAt(100));
        }
    }

    private static String script() {
        return "i=0; while [ $i -lt " + LINES + " ]; do echo line $i; i=$((i+1)); /bin/busybox usleep 20000; done;"
                + " exec /bin/busybox sleep 600";
    }

    private static List<JsonNode> lines(ApiClient client) throws InterruptedException {
        var input = ApiClient.object().put("logGroupName", GROUP);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(500)) {
            var found = new ArrayList<JsonNode>();
            client.call(AwsService.LOGS, "FilterLogEvents", input)
                    .path("events")
                    .forEach(found::add);
            if (found.size() == LINES) {
                return found;
            }
        }
        throw new IllegalStateException("not all lines came within " + PATIENCE.toSeconds() + " s");
    }

    private static long lateness(JsonNode event) {
        long millis =
                event.path("ingestionTime").asLong() - event.path("timestamp").asLong();
        return Duration.ofMillis(millis).toNanos();
    }
}
