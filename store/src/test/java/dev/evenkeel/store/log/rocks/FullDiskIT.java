package dev.evenkeel.store.log.rocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.store.log.Batches;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full: a file system in memory, which root may mount.
class FullDiskIT {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path temporary;

    private Path disk() {
        return temporary.resolve("disk");
    }

    private final List<Encoded> acknowledged = new ArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root may mount");
        Files.createDirectory(disk());
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk().toString()), "cannot mount");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk().toString());
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    /// Leaves this much free.
    private Path fill(long free) throws IOException {
        var file = disk().resolve("ballast");
        var block = new byte[64 << 10];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (disk().toFile().getUsableSpace() >= free + block.length) {
                out.write(block);
            }
        }
        return file;
    }

    private RocksEventLog open(DataDirectory directory, long spare) {
        return RocksEventLog.open(directory, new RocksEventLog.Options(spare, Optional::empty, _ -> {}));
    }

    private void append(RocksEventLog log, int count) {
        var batches = acknowledged.isEmpty() ? Batches.chain(count) : Batches.after(acknowledged.getLast(), count);
        log.append(batches).toCompletableFuture().join();
        acknowledged.addAll(batches);
    }

    @Test
    void writesAreRefusedInTimeAndTakenAgainWhenThereIsRoom() throws IOException {
        try (var directory = DataDirectory.open(disk().resolve("data"));
                var log = open(directory, 64 * MEBIBYTE)) {
            append(log, 10);
            var ballast = fill(32 * MEBIBYTE);
            var refused = assertThrows(CompletionException.class, () -> append(log, 10));
            assertTrue(refused.getCause() instanceof LogUnavailableException, refused.toString());
            assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));

            Files.delete(ballast);
            append(log, 10);
            assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));
        }
    }

    /// Without the spare room: the disk itself says no, in the middle of a write.
    @Test
    void anErrorOfTheDiskLosesNothingAndIsOverWhenTheDiskIsWell() throws IOException {
        try (var directory = DataDirectory.open(disk().resolve("data"))) {
            try (var log = open(directory, 0)) {
                append(log, 10);
                var ballast = fill(0);
                var refused = assertThrows(CompletionException.class, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        append(log, 200);
                    }
                });
                assertTrue(refused.getCause() instanceof LogUnavailableException, refused.toString());
                assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));
                assertThrows(CompletionException.class, () -> append(log, 200));
                assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));

                Files.delete(ballast);
                append(log, 10);
                assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));
            }
            try (var log = open(directory, 0)) {
                assertEquals(Batches.hashes(acknowledged), Batches.read(log, 1));
            }
        }
    }
}
