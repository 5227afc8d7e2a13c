package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server of its own for one benchmark, on any free port, as a process like a user's.
final class TemporaryServer implements AutoCloseable {
    private final Path data;
    private final Endpoint endpoint;

    private TemporaryServer(Path data, Endpoint endpoint) {
        this.data = data;
        this.endpoint = endpoint;
    }

    /// @param options of `up`, beside the data directory and the port
    static TemporaryServer start(String... options) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("evenkeel-bench");
        var all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(options));
        return new TemporaryServer(data, ServerProcess.start(data, all));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Path data() {
        return data;
    }

    ApiClient client() throws IOException {
        return ApiClient.of(data());
    }

    /// Removes the containers that the server leaves running.
    void removeContainers(Engine engine) throws IOException {
        engine.containersWith(ServerProcess.labelOf(data)).forEach(engine::remove);
    }

    @Override
    public void close() throws IOException {
        ServerProcess.stop(endpoint);
        Directories.delete(data);
    }
}
