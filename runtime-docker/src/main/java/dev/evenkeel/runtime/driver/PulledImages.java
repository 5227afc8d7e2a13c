package dev.evenkeel.runtime.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/// Which images of the engine we fetched: only those are ever removed to make room. One id a line, in a file that
/// outlives the server; the engine itself does not remember who fetched an image.
final class PulledImages {
    private final Path file;
    private final TreeSet<String> ids = new TreeSet<>();

    /// Reads the file, if it is there.
    PulledImages(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                ids.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(String id) {
        if (ids.add(id)) {
            write();
        }
    }

    synchronized void remove(String id) {
        if (ids.remove(id)) {
            write();
        }
    }

    synchronized boolean contains(String id) {
        return ids.contains(id);
    }

    /// All of them.
    synchronized Set<String> all() {
        return Set.copyOf(ids);
    }

    private void write() {
        var next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(next, ids);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
