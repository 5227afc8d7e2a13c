package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel apply`
@Command(name = "apply", description = "Makes manifests true: clusters, task definitions, services; all or nothing.")
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "JSON manifests, - for standard input.")
    private Path file = Path.of("-");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var manifests = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        try (var api = ApiClient.of(data.directory())) {
            Terminal.out(spec).println(api.post("/v1/apply", manifests).toPrettyString());
        }
        return 0;
    }
}
