package dev.evenkeel.deploy.story;

import dev.evenkeel.deploy.client.ApiClient;
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
import java.util.ArrayList;
import java.util.List;

/// A server process on a data directory and the real engine, for one test; afterwards nothing of it is left.
final class Stage implements AutoCloseable {
    private final Path data;
    private final Engine engine;
    private final List<String> more;
    private final List<ApiClient> clients = new ArrayList<>();
    private Endpoint endpoint;

    private Stage(Path data, Engine engine, List<String> more, Endpoint endpoint) {
        this.data = data;
        this.engine = engine;
        this.more = more;
        this.endpoint = endpoint;
    }

    /// A fresh server on a free port.
    ///
    /// @param more options
    static Stage open(String... more) throws IOException, InterruptedException {
        var engine = Engine.at(Machine.docker());
        SampleImage.ensure(engine, Machine.busybox());
        var data = Files.createTempDirectory("evenkeel-story");
        var own = List.of(more);
        return new Stage(data, engine, own, ServerProcess.start(data, options(0, own)));
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

    ApiClient api() throws IOException {
        var client = ApiClient.of(data);
        clients.add(client);
        return client;
    }

    Story story() throws IOException {
        return new Story(api(), "test");
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
    }

    /// The engine's containers of this server, running or ended.
    List<String> containers() throws IOException {
        return engine.containersWith(ServerProcess.labelOf(data));
    }

    @Override
    public void close() throws IOException {
        clients.forEach(ApiClient::close);
        ServerProcess.kill(endpoint);
        containers().forEach(engine::remove);
        engine.networksWith(ServerProcess.labelOf(data)).forEach(id -> engine.delete("/networks/" + id));
        Directories.delete(data);
    }
}
