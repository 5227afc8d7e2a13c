package dev.evenkeel.deploy.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Where the server of a data directory listens, written by the server when it is ready, so that commands find it.
///
/// @param uri `http://HOST:PORT`
/// @param account the account of unsigned calls and of ARNs
/// @param region the default region
/// @param pid the server's process
public record Endpoint(URI uri, String account, String region, long pid) {
    private static final String FILE = "endpoint";

    /// Leaves it in a data directory.
    public void write(Path directory) throws IOException {
        var text = "uri=" + uri + "\naccount=" + account + "\nregion=" + region + "\npid=" + pid + "\n";
        WholeFile.write(directory.resolve(FILE), text, "rw-r--r--");
    }

    /// The one last written to a data directory, whether or not its server still runs.
    public static Optional<Endpoint> read(Path directory) {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new Endpoint(
                URI.create(properties.getProperty("uri", "")),
                properties.getProperty("account", ""),
                properties.getProperty("region", ""),
                Long.parseLong(properties.getProperty("pid", "0"))));
    }

    /// Takes it away at the end of the server.
    public static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }
}
