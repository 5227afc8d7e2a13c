package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.log.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The files of a log, as a crash leaves them and as bad disks make them.
final class LogFiles {
    private LogFiles() {}

    static RocksEventLog open(DataDirectory directory, Consumer<String> warnings) {
        return RocksEventLog.open(directory, new RocksEventLog.Options(0, Optional::empty, warnings));
    }

    /// What is on the disk at this moment: what a new process finds after SIGKILL.
    static Path asAfterAKill(Path directory, Path copy) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(directory.relativize(file)));
            }
        }
        return copy;
    }

    static void acknowledged(Path directory, long revision) throws IOException {
        var file = directory.resolve("log.mark");
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.BIG_ENDIAN);
        Files.write(file, bytes.putLong(8, revision).array());
    }

    static Path writeAheadFile(Path directory) throws IOException {
        return ending(directory, ".log").getLast();
    }

    static List<Path> ending(Path directory, String suffix) throws IOException {
        try (var files = Files.list(directory.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /// Changes the byte that stands this share, of 100, into what the file holds.
    static void flip(Path file, int percent) throws IOException {
        var bytes = Files.readAllBytes(file);
        int at = held(bytes) * percent / 100;
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
    }

    /// Cuts off the last bytes that the file holds.
    static void tear(Path file, int count) throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, held(bytes) - count));
    }

    private static int held(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    static String listing(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + size(file))
                    .toList()
                    .toString();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
