package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.client.ApiClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `evenkeel why`
@Command(name = "why", description = "Tells why something is as it is, back to who asked for it or what a host saw.")
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "RESOURCE", description = "task/ID, service/CLUSTER/NAME, cluster/NAME, an ARN, or rN.M.")
    private String resource = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (var api = ApiClient.of(data.directory())) {
            Terminal.out(spec).println(api.why(resource).stripTrailing());
        }
        return 0;
    }
}
