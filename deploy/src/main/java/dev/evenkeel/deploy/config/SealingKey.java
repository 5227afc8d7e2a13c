package dev.evenkeel.deploy.config;

import dev.evenkeel.store.seal.AesSealer;
import dev.evenkeel.store.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/// The key that secrets are sealed with, made at the first start and kept beside the log, never in it. Whoever has the
/// data directory without this file cannot read a secret, and neither can its owner.
public final class SealingKey {
    private static final String FILE = "sealing-key";
    private static final int ID_BYTES = 8;

    private SealingKey() {}

    /// A sealer with the key of a data directory, which is made now if it is not there, for its owner only.
    public static Sealer of(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        var random = new SecureRandom();
        if (!Files.exists(file)) {
            var key = Base64.getEncoder().encodeToString(bytes(random, AesSealer.KEY_BYTES));
            var id = HexFormat.of().formatHex(bytes(random, ID_BYTES));
            WholeFile.write(file, "id=" + id + "\nkey=" + key + "\n", "rw-------");
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var key = Base64.getDecoder().decode(properties.getProperty("key", ""));
        return new AesSealer(properties.getProperty("id", ""), key, random::nextBytes);
    }

    private static byte[] bytes(SecureRandom random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
