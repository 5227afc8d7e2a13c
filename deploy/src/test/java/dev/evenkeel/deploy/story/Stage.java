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
    private final List<ApiClient> clients = new ArrayList<>();
    private Endpoint endpoint;

    private Stage(Path data, Engine engine, Endpoint endpoint) {
        this.data = data;
        this.engine = engine;
        this.endpoint = endpoint;
    }

    /// A fresh server on a free port.
    static Stage open() throws IOException, InterruptedException {
        var engine = Engine.at(Machine.docker());
        SampleImage.ensure(engine, Machine.busybox());
        var data = Files.createTempDirectory("evenkeel-story");
        return new Stage(data, engine, ServerProcess.start(data, options(0)));
    }

    private static List<String> options(int port) {
        return List.of(
                "--port", Integer.toString(port), "--docker", Machine.docker().toString());
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
        endpoint = ServerProcess.start(data, options(endpoint.uri().getPort()));
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
        Directories.delete(data);
    }
}
