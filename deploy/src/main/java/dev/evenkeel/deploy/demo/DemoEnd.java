package dev.evenkeel.deploy.demo;

import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.engine.Engine;
import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes away what a demo made: its server, its containers, its image, its data.
public final class DemoEnd {
    private final Demo.Say say;
    private final Path data;
    private final URI docker;

    /// @param data the data directory of the demo's server
    public DemoEnd(Demo.Say say, Path data, URI docker) {
        this.say = say;
        this.data = data;
        this.docker = docker;
    }

    /// Takes it all away; without a demo nothing happens.
    public void run() throws IOException {
        if (!Files.isDirectory(data)) {
            return;
        }
        Endpoint.read(data).filter(ServerProcess::isAlive).ifPresent(endpoint -> {
            ServerProcess.stop(endpoint);
            say.step("down", "server stopped");
        });
        var engine = Engine.at(docker);
        var containers = engine.containersWith(ServerProcess.labelOf(data));
        containers.forEach(engine::remove);
        engine.delete("/images/" + SampleImage.NAME + "?force=1");
        Directories.delete(data);
        say.step("down", containers.size() + " containers, the image and " + data + " removed");
    }
}
