package dev.evenkeel.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The story of Evenkeel in ten lines: a service of three, one container killed and replaced, its log, and why.
/// Everything goes through the public API; only the killing goes to the engine.
public final class Demo {
    private static final String SERVICE = "web";
    private static final String LOG_GROUP = "/demo/web";
    private static final int COUNT = 3;

    /// Not the default, so that a server of the user's can run beside the demo's.
    private static final int PREFERRED_PORT = 8088;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Say say;
    private final Path data;
    private final URI docker;
    private final Path busybox;

    /// Where a line goes.
    @FunctionalInterface
    public interface Say {
        /// One step that was done.
        void step(String name, String text);
    }

    /// @param data the data directory of the demo's server, of its own so that nothing of the user's is touched
    /// @param busybox a statically linked busybox
    public Demo(Say say, Path data, URI docker, Path busybox) {
        this.say = say;
        this.data = data;
        this.docker = docker;
        this.busybox = busybox;
    }

    /// Tells the story, and leaves everything running.
    public void run() throws IOException, InterruptedException {
        var engine = Engine.at(docker);
        var version = engine.get("/version").path("Version").asText();
        var made = SampleImage.ensure(engine, busybox);
        say.step("docker", "engine " + version + " at " + docker);
        say.step("image", SampleImage.NAME + (made ? " made from a static busybox, no registry asked" : " is there"));
        var endpoint = startServer();
        try (var api = ApiClient.of(data)) {
            say.step("server", "ready on " + endpoint.uri() + ", data in " + data);
            var story = new Story(api, "demo");
            prepare(story);
            var tasks = startService(story);
            serve(tasks);
            var victim = heal(story, engine, tasks);
            showLog(api, victim);
            api.why("task/" + Story.id(victim)).lines().forEach(line -> say.step("why", line));
        }
    }

    private Endpoint startServer() throws IOException, InterruptedException {
        var port = ServerProcess.freePort(PREFERRED_PORT);
        return ServerProcess.start(data, List.of("--port", Integer.toString(port), "--docker", docker.toString()));
    }

    private void prepare(Story story) {
        story.createCluster();
        story.register("hello", SampleImage.NAME, SampleImage.PORT, LOG_GROUP);
        say.step("words", "CreateCluster " + story.cluster() + ", RegisterTaskDefinition hello:1");
    }

    private List<JsonNode> startService(Story story) throws InterruptedException {
        var began = Instant.now();
        story.createService(SERVICE, "hello:1", COUNT);
        var tasks = story.awaitCount(SERVICE, COUNT, "");
        say.step("service", "CreateService " + SERVICE + ": " + COUNT + " tasks RUNNING after " + seconds(began));
        return tasks;
    }

    private void serve(List<JsonNode> tasks) throws InterruptedException {
        var answers = new ArrayList<String>();
        try (var http = HttpClient.newHttpClient()) {
            for (var task : tasks) {
                var port = Story.hostPort(task);
                answers.add(":" + port + " \"" + body(http, URI.create("http://127.0.0.1:" + port + "/")) + "\"");
            }
        }
        say.step("http", String.join(", ", answers));
    }

    /// A container that runs needs a moment more until it listens.
    private static String body(HttpClient http, URI uri) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            try {
                var request = HttpRequest.newBuilder(uri).build();
                return http.send(request, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .strip();
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException(uri + " does not answer");
    }

    private JsonNode heal(Story story, Engine engine, List<JsonNode> tasks) throws InterruptedException {
        var victim = tasks.getFirst();
        var before = tasks.stream().map(Story::id).toList();
        var began = Instant.now();
        engine.kill(Story.container(victim));
        var after = story.awaitCount(SERVICE, COUNT, Story.id(victim));
        var took = seconds(began);
        var replacement = after.stream()
                .map(Story::id)
                .filter(id -> !before.contains(id))
                .findFirst()
                .orElseThrow();
        var what = "killed container " + brief(Story.container(victim)) + " of task " + brief(Story.id(victim));
        say.step("heal", what + ": replacement " + brief(replacement) + " RUNNING after " + took);
        return victim;
    }

    private void showLog(ApiClient api, JsonNode task) throws InterruptedException {
        var stream = "hello/app/" + Story.id(task);
        var input = ApiClient.object().put("logGroupName", LOG_GROUP);
        input.putArray("logStreamNames").add(stream);
        var deadline = Instant.now().plus(PATIENCE);
        JsonNode events = api.call(AwsService.LOGS, "FilterLogEvents", input).path("events");
        while (events.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
            events = api.call(AwsService.LOGS, "FilterLogEvents", input).path("events");
        }
        say.step("log", stream + ": " + events.path(0).path("message").asText().strip());
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(8, id.length()));
    }

    private static String seconds(Instant began) {
        return String.format(
                Locale.ROOT, "%.2f s", Duration.between(began, Instant.now()).toMillis() / 1000.0);
    }
}
