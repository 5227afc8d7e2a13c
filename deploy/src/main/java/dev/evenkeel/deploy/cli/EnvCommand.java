package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.config.RootKey;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel env`
@Command(name = "env", description = "Prints export lines that point the AWS CLI and SDKs at the server.")
final class EnvCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--port", paramLabel = "N", description = "Port of the server (default: where it listens).")
    private @Nullable Integer port;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var directory = data.directory();
        var key = RootKey.of(directory);
        var endpoint = Endpoint.read(directory);
        var region = endpoint.map(Endpoint::region).orElse(DataOption.defaults().region());
        var out = Terminal.out(spec);
        out.println("export AWS_ENDPOINT_URL=" + url(endpoint));
        out.println("export AWS_ACCESS_KEY_ID=" + key.id());
        out.println("export AWS_SECRET_ACCESS_KEY='" + key.secret() + "'");
        out.println("export AWS_REGION=" + region);
        out.println("export AWS_DEFAULT_REGION=" + region);
        return 0;
    }

    private String url(Optional<Endpoint> endpoint) {
        if (port == null && endpoint.isPresent()) {
            return endpoint.get().uri().toString();
        }
        var defaults = DataOption.defaults();
        return "http://" + defaults.host() + ":" + (port == null ? defaults.port() : port);
    }
}
