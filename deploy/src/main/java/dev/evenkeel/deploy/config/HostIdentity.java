package dev.evenkeel.deploy.config;

import dev.evenkeel.store.model.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The name of the host that a server is itself: drawn once for a data directory, so that several servers on one
/// engine never take each other's containers for their own.
public final class HostIdentity {
    private static final String FILE = "host-id";
    private static final int BYTES = 16;

    private HostIdentity() {}

    /// The host of a data directory, named now if it has no name yet.
    public static HostId of(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            var name = new byte[BYTES];
            new SecureRandom().nextBytes(name);
            WholeFile.write(file, HexFormat.of().formatHex(name) + "\n", "rw-r--r--");
        }
        return new HostId(Files.readString(file).strip());
    }
}
