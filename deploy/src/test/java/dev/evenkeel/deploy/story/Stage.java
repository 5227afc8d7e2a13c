package dev.evenkeel.deploy.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.deploy.process.Machine;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// A server process on a data directory and the real engine, for one test; afterwards nothing of it is left.
final class Stage implements AutoCloseable {
    /// How long a test waits for what will be: a machine of two cores that is busy with other things takes its time.
    static final Duration PATIENCE = Duration.ofMinutes(4);

    /// A byte of an address that no other test run on this machine has.
    static final int OWN = 20 + (int) (ProcessHandle.current().pid() % 200);

    private final Path data;
    private final Engine engine;
    private final List<String> more;
    private Endpoint endpoint;
    private ApiClient api;

    private Stage(Path data, Engine engine, List<String> more, Endpoint endpoint, ApiClient api) {
        this.data = data;
        this.engine = engine;
        this.more = more;
        this.endpoint = endpoint;
        this.api = api;
    }

    /// A fresh server on a free port, with blocks of addresses of its own.
    ///
    /// @param more options
    static Stage open(String... more) throws IOException, InterruptedException {
        var engine = Engine.at(Machine.docker());
        SampleImage.ensure(engine, Machine.busybox());
        var data = Files.createTempDirectory("evenkeel-story");
        var own = new ArrayList<>(List.of("--vpc-cidr", "10." + OWN + ".0.0/16"));
        own.addAll(List.of("--lb-addresses", "127." + OWN + ".200.0/24"));
        own.addAll(List.of("--public-addresses", "127." + OWN + ".0.0/17"));
        own.addAll(List.of(more));
        var endpoint = ServerProcess.start(data, options(0, own));
        return new Stage(data, engine, own, endpoint, ApiClient.of(data));
    }

    private static List<String> options(int port, List<String> more) {
        var options = new ArrayList<>(List.of(
                "--port", Integer.toString(port), "--docker", Machine.docker().toString()));
        options.addAll(more);
        return options;
    }

    Path data() {
        return data;
    }

    Engine engine() {
        return engine;
    }

    URI uri() {
        return endpoint.uri();
    }

    /// A client of the server that runs now.
    ApiClient api() {
        return api;
    }

    Story story() {
        return new Story(api, "test");
    }

    /// A task as DescribeTasks tells it.
    ///
    /// @param task its id or ARN
    JsonNode task(String task) {
        var input = ApiClient.object().put("cluster", "test");
        input.putArray("tasks").add(task);
        return api.call(AwsService.ECS, "DescribeTasks", input).at("/tasks/0");
    }

    /// Waits until a task is there, and tells it then.
    ///
    /// @param task its id or ARN
    JsonNode awaitStatus(String task, String status) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> task(task),
                        seen -> seen.path("lastStatus").asText().equals(status));
    }

    /// Waits for what `aws ecs wait services-stable` waits for, without its pauses of 15 seconds.
    void awaitStable(String service) {
        var input = ApiClient.object().put("cluster", "test");
        input.putArray("services").add(service);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            var seen = api.call(AwsService.ECS, "DescribeServices", input).at("/services/0");
            boolean one = seen.path("deployments").size() == 1;
            return one && seen.path("runningCount").equals(seen.path("desiredCount"));
        });
    }

    Aws aws() throws IOException {
        return Aws.of(data);
    }

    /// What a script prints within a container.
    String exec(String container, String script) {
        var create = ApiClient.object()
                .put("AttachStdout", true)
                .put("AttachStderr", true)
                .put("Tty", true);
        create.putArray("Cmd").add("sh").add("-c").add(script);
        var id = engine.post("/containers/" + container + "/exec", create)
                .json()
                .path("Id")
                .asText();
        return engine.post("/exec/" + id + "/start", ApiClient.object().put("Tty", true))
                .text();
    }

    /// SIGKILL, wherever the server is in its work.
    void kill() {
        ServerProcess.kill(endpoint);
    }

    /// SIGTERM, and waits for the end.
    void stop() {
        ServerProcess.stop(endpoint);
    }

    /// A new server on the same data and the same port.
    void start() throws IOException, InterruptedException {
        endpoint = ServerProcess.start(data, options(endpoint.uri().getPort(), more));
        api.close();
        api = ApiClient.of(data);
    }

    /// The engine's containers of this server, running or ended.
    List<String> containers() throws IOException {
        return engine.containersWith(ServerProcess.labelOf(data));
    }

    @Override
    public void close() throws IOException {
        api.close();
        ServerProcess.kill(endpoint);
        containers().forEach(engine::remove);
        engine.networksWith(ServerProcess.labelOf(data)).forEach(id -> engine.delete("/networks/" + id));
        Directories.delete(data);
    }
}
