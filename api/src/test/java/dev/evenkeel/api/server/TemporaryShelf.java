package dev.evenkeel.api.server;

import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A shelf in a directory of its own that goes with it.
final class TemporaryShelf implements AutoCloseable {
    private final Path folder;
    private final FileShelf shelf;

    TemporaryShelf() {
        try {
            folder = Files.createTempDirectory("shelf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shelf = FileShelf.open(folder);
    }

    FileShelf shelf() {
        return shelf;
    }

    @Override
    public void close() {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
