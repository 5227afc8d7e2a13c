package dev.evenkeel.deploy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Small files that are there whole or not at all: written beside their place and moved there, so that neither a reader
/// nor a crash meets half of one.
final class WholeFile {
    private WholeFile() {}

    /// Puts a text where a file is or shall be.
    ///
    /// @param permissions such as `rw-------`
    static void write(Path file, String text, String permissions) throws IOException {
        var half = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.writeString(half, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
