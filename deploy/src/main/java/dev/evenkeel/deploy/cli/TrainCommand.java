package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.config.ServerConfig;
import dev.evenkeel.deploy.config.ServerConfig.TaskRuntime;
import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.deploy.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `evenkeel train`: what the build lets the JVM watch to make its AOT cache from: a start, a few calls, a clean end.
@Command(name = "train", hidden = true, description = "Starts a pretended server, uses it a little and ends.")
final class TrainCommand implements Callable<Integer> {
    private static final int ROUNDS = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var data = Files.createTempDirectory("evenkeel-train");
        var d = DataOption.defaults();
        var config = new ServerConfig(
                data,
                d.host(),
                0,
                TaskRuntime.SIMULATED,
                d.docker(),
                true,
                d.account(),
                d.region(),
                d.traits(),
                d.limits(),
                d.hosts(),
                d.addresses(),
                d.balancing(),
                d.services(),
                d.hooks());
        try (var _ = Server.start(config);
                var api = ApiClient.of(data)) {
            var story = new Story(api, "train");
            story.createCluster();
            story.register("hello", "hello:1", 80, "/train");
            story.createService("web", "hello", 3);
            story.awaitCount("web", 3, "");
            for (int i = 0; i < ROUNDS; i++) {
                story.runTasks("hello", 1);
            }
            api.get("/health");
        } finally {
            Directories.delete(data);
        }
        return 0;
    }
}
