package dev.evenkeel.deploy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;

/// The access key of the account's owner, made at the first start and kept in the data directory for its owner's
/// eyes only.
///
/// @param id like AWS's: `AKIA` and 16 letters and digits
/// @param secret 40 characters
public record RootKey(String id, String secret) {
    private static final String FILE = "root-key";
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// The key of a data directory. Both are made now if they are not there, for their owner only.
    public static RootKey of(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            create(file);
        }
        return read(directory);
    }

    /// The key of a data directory in which a server has run.
    ///
    /// @throws java.nio.file.NoSuchFileException when none has
    public static RootKey read(Path directory) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve(FILE))) {
            properties.load(reader);
        }
        return new RootKey(properties.getProperty("id", ""), properties.getProperty("secret", ""));
    }

    private static void create(Path file) throws IOException {
        var random = new SecureRandom();
        var text =
                "id=AKIA" + letters(random, ID_LETTERS, 16) + "\nsecret=" + letters(random, SECRET_LETTERS, 40) + "\n";
        WholeFile.write(file, text, "rw-------");
    }

    private static String letters(SecureRandom random, String alphabet, int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "RootKey[" + id + "]";
    }
}
