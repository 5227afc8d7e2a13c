package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel watch`
@Command(name = "watch", description = "Prints the state, then every change as it happens, one JSON object a line.")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--from", paramLabel = "REVISION", description = "Goes on after this revision, without the state.")
    private @Nullable Long from;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = Terminal.out(spec);
        try (var api = ApiClient.of(data.directory())) {
            api.lines("/v1/watch" + (from == null ? "" : "?from=" + from), line -> {
                out.println(line);
                return !out.checkError();
            });
        }
        return 0;
    }
}
