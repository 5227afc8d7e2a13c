package dev.evenkeel.store.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Where everything durable is: of a known format, and held by one process at a time.
public final class DataDirectory implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final String HEAD = "evenkeel data, format ";

    private final Path path;
    private final @Nullable FileChannel lock;

    private DataDirectory(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// The directory cannot be used: by whom it is held, or which version made it.
    public static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /// Takes the directory for this process, until it is closed; makes it, mode 0700, where there is none.
    ///
    /// @throws UnusableException when another process has it, or a newer Evenkeel made it
    public static DataDirectory open(Path path) {
        try {
            if (Files.notExists(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var lock = lock(path);
            try {
                requireFormat(path.resolve("format"));
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
            return new DataDirectory(path, lock);
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot use the data directory " + path, unusable);
        }
    }

    /// Looks at a directory, which another process may have: to read what is there, and to change nothing.
    ///
    /// @throws UnusableException when there is none, or a newer Evenkeel made it
    public static DataDirectory lookAt(Path path) {
        try {
            if (Files.notExists(path.resolve("format"))) {
                throw new UnusableException("there is no data in " + path);
            }
            requireFormat(path.resolve("format"));
            return new DataDirectory(path, null);
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot use the data directory " + path, unusable);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = path.resolve("lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            var holder = Files.readString(file).strip();
            throw new UnusableException("the data directory " + path + " is in use by process "
                    + (holder.isEmpty() ? "unknown" : holder) + ". Stop that one, or give another directory.");
        }
        channel.truncate(0);
        var pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void requireFormat(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, HEAD + FORMAT + "\n");
            return;
        }
        var text = Files.readString(file).strip();
        if (!text.startsWith(HEAD)) {
            throw new UnusableException(file + " does not name a format of Evenkeel's data");
        }
        if (Integer.parseInt(text.substring(HEAD.length())) > FORMAT) {
            throw new UnusableException("the data directory " + file.getParent() + " was made by a newer Evenkeel: \""
                    + text + "\". Start it with that version, or a later one.");
        }
    }

    /// The directory itself.
    public Path path() {
        return path;
    }

    /// A directory within it, which is made where there is none.
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot use the data directory " + path, unusable);
        }
    }

    /// Lets go of it.
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot let go of the data directory " + path, unusable);
        }
    }
}
