package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.config.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--data DIR`, the same for every command.
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: ~/.evenkeel).")
    private @Nullable Path data;

    /// The directory, absolute.
    Path directory() {
        var chosen = data == null ? defaults().data() : data;
        return chosen.toAbsolutePath().normalize();
    }

    /// The server's defaults for this user.
    static ServerConfig defaults() {
        return ServerConfig.defaults(Path.of(System.getProperty("user.home")));
    }
}
