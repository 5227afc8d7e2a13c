package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server of its own for one benchmark, on any free port, as a process like a user's.
final class TemporaryServer implements AutoCloseable {
    private final Path data;
    private final Endpoint endpoint;
    private final @Nullable URI docker;

    private TemporaryServer(Path data, Endpoint endpoint, @Nullable URI docker) {
        this.data = data;
        this.endpoint = endpoint;
        this.docker = docker;
    }

    /// A server whose containers are only said to run.
    static TemporaryServer simulated() throws IOException, InterruptedException {
        return start(null, List.of("--port", "0", "--runtime", "simulated", "--quota", "clusters=1000000"));
    }

    /// A server on a real engine.
    ///
    /// @param options more of them, of `up`
    static TemporaryServer on(URI docker, String... options) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--port", "0", "--docker", docker.toString()));
        all.addAll(List.of(options));
        return start(docker, all);
    }

    private static TemporaryServer start(@Nullable URI docker, List<String> options)
            throws IOException, InterruptedException {
        var data = Files.createTempDirectory("evenkeel-bench");
        return new TemporaryServer(data, ServerProcess.start(data, options), docker);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ProcessHandle handle() {
        return ProcessHandle.of(endpoint.pid()).orElseThrow();
    }

    Path data() {
        return data;
    }

    ApiClient client() throws IOException {
        return ApiClient.of(data());
    }

    /// Takes away the server first, which would replace its containers, and then them.
    @Override
    public void close() throws IOException {
        ServerProcess.stop(endpoint);
        if (docker != null) {
            var engine = Engine.at(docker);
            engine.containersWith(ServerProcess.labelOf(data)).forEach(engine::remove);
        }
        Directories.delete(data);
    }
}
