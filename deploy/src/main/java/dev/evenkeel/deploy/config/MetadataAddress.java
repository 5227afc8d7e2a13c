package dev.evenkeel.deploy.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the task metadata endpoint of a data directory listens: containers carry its address in their environment.
public final class MetadataAddress {
    private static final String FILE = "metadata-address";
    private static final Pattern TEXT = Pattern.compile("([0-9.]+):(\\d{1,5})");

    private MetadataAddress() {}

    /// The address that was last listened on, if there was one.
    public static Optional<InetSocketAddress> read(Path data) throws IOException {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var match = TEXT.matcher(Files.readString(file).strip());
        return match.matches()
                ? Optional.of(new InetSocketAddress(match.group(1), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    /// Keeps an address.
    public static void write(Path data, InetSocketAddress address) throws IOException {
        var text = address.getAddress().getHostAddress() + ":" + address.getPort() + "\n";
        WholeFile.write(data.resolve(FILE), text, "rw-r--r--");
    }
}
