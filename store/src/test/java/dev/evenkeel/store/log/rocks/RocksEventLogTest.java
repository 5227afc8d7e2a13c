package dev.evenkeel.store.log.rocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.audit.Entities;
import dev.evenkeel.store.audit.ScanningIndex;
import dev.evenkeel.store.audit.Verify;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.Batches;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.LogUnavailableException;
import dev.evenkeel.store.log.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEventLogTest {
    @TempDir
    Path temporary;

    private final List<String> warnings = new ArrayList<>();

    private Path data() {
        return temporary.resolve("data");
    }

    /// Appends one by one, without a clean end, and leaves what a kill at that moment leaves.
    private Path killedAfter(List<Encoded> batches) throws IOException {
        try (var directory = DataDirectory.open(data());
                var log = LogFiles.open(directory, warnings::add)) {
            for (var batch : batches) {
                log.append(List.of(batch)).toCompletableFuture().join();
            }
            return LogFiles.asAfterAKill(data(), temporary.resolve("killed"));
        }
    }

    private List<Hash> reopened(Path path) {
        try (var directory = DataDirectory.open(path);
                var log = LogFiles.open(directory, warnings::add)) {
            return Batches.read(log, 1);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws IOException {
        var batches = Batches.chain(20);
        assertEquals(Batches.hashes(batches), reopened(killedAfter(batches)));
        assertEquals(List.of(), warnings);
        assertEquals(Batches.hashes(batches), reopened(data()));
    }

    @Test
    void oneAppendTakesManyBatchesAndIsReadFromAnyOfThem() {
        var batches = Batches.chain(2000);
        try (var directory = DataDirectory.open(data());
                var log = LogFiles.open(directory, warnings::add)) {
            assertEquals(
                    new Revision(2000),
                    log.append(batches).toCompletableFuture().join());
            assertEquals(Batches.hashes(batches), Batches.read(log, 0));
            assertEquals(Batches.hashes(batches.subList(998, 2000)), Batches.read(log, 999));
            assertEquals(List.of(), Batches.read(log, 2001));
            assertThrows(IllegalStateException.class, () -> log.append(Batches.chain(1)));
        }
    }

    @Test
    void aTornTailIsCutBackWithOneWarningThatNamesTheRevision() throws IOException {
        var batches = Batches.chain(10);
        var killed = killedAfter(batches);
        LogFiles.tear(LogFiles.writeAheadFile(killed), 7);
        LogFiles.acknowledged(killed, 9);

        assertEquals(Batches.hashes(batches.subList(0, 9)), reopened(killed));
        assertEquals(
                List.of("the last write of the log was not finished when the process ended, and nobody was told"
                        + " that it was: r10 is cut off, the log ends at r9"),
                warnings);
        assertEquals(Batches.hashes(batches.subList(0, 9)), reopened(killed));
        assertEquals(1, warnings.size());
    }

    @Test
    void theLogGoesOnAfterATornTail() throws IOException {
        var batches = Batches.chain(10);
        var killed = killedAfter(batches);
        LogFiles.tear(LogFiles.writeAheadFile(killed), 7);
        LogFiles.acknowledged(killed, 9);
        try (var directory = DataDirectory.open(killed);
                var log = LogFiles.open(directory, warnings::add)) {
            log.append(batches.subList(9, 10)).toCompletableFuture().join();
        }
        assertEquals(Batches.hashes(batches), reopened(killed));
    }

    @Test
    void damageToWhatWasAcknowledgedStopsTheStartAndChangesNothing() throws IOException {
        var batches = Batches.chain(10);
        var killed = killedAfter(batches);
        var file = LogFiles.writeAheadFile(killed);
        LogFiles.flip(file, 55);
        var before = LogFiles.listing(killed.resolve("log"));

        var damaged = assertThrows(DamagedLogException.class, () -> reopened(killed));
        assertTrue(damaged.revision().value() > 1 && damaged.revision().value() < 10, damaged.toString());
        assertTrue(damaged.toString().contains("evenkeel log verify"), damaged.toString());
        assertEquals(List.of(), warnings);

        assertThrows(DamagedLogException.class, () -> reopened(killed));
        assertEquals(before, LogFiles.listing(killed.resolve("log")));
        try (var directory = DataDirectory.open(killed);
                var log = RocksEventLog.inspect(directory)) {
            var found = Verify.of(log);
            assertEquals(damaged.revision(), found.whole().next());
            assertTrue(found.damage().orElseThrow().contains("it is missing"), found.toString());
        }
        LogFiles.flip(file, 55);
        assertEquals(Batches.hashes(batches), reopened(killed));
    }

    @Test
    void damageInTheMiddleIsFoundWhenItIsReadAndNamesTheRevision() throws IOException {
        killedAfter(Batches.chain(2000));
        reopened(data());
        var table = LogFiles.ending(data(), ".sst").getFirst();
        LogFiles.flip(table, 50);

        var damaged = assertThrows(DamagedLogException.class, () -> reopened(data()));
        assertTrue(damaged.revision().value() > 500 && damaged.revision().value() < 1500, damaged.toString());

        try (var directory = DataDirectory.open(data());
                var log = RocksEventLog.inspect(directory)) {
            assertEquals(new Revision(2000), log.last());
            assertThrows(IllegalStateException.class, () -> log.append(Batches.chain(1)));
        }
    }

    @Test
    void withoutRoomOnTheDiskItRefusesAndGoesOnReading() {
        var batches = Batches.chain(3);
        try (var directory = DataDirectory.open(data())) {
            try (var log = LogFiles.open(directory, warnings::add)) {
                log.append(batches.subList(0, 2)).toCompletableFuture().join();
            }
            var options = new RocksEventLog.Options(Long.MAX_VALUE, Optional::empty, warnings::add);
            try (var log = RocksEventLog.open(directory, options)) {
                var append = log.append(batches.subList(2, 3)).toCompletableFuture();
                var refused = assertThrows(CompletionException.class, append::join);
                assertInstanceOf(LogUnavailableException.class, refused.getCause());
                assertTrue(refused.toString().contains("is full"));
                assertEquals(Batches.hashes(batches.subList(0, 2)), Batches.read(log, 1));
            }
        }
    }

    @Test
    void theIndexFollowsTheLogAndFindsWhatItSpeaksOf() {
        var story = Story.service(1);
        var task = story.starts("a", story.last(1));
        story.fails(task, 1);
        try (var directory = DataDirectory.open(data());
                var log = LogFiles.open(directory, warnings::add)) {
            var index = new RocksIndex(log);
            var scan = new ScanningIndex(log);
            log.append(story.batches().subList(0, 7)).toCompletableFuture().join();
            assertTrue(index.step(Instant.EPOCH));
            assertFalse(index.step(Instant.EPOCH));
            log.append(story.batches().subList(7, story.batches().size()))
                    .toCompletableFuture()
                    .join();
            var keys = List.of(Entities.key(task), Entities.key(Story.SERVICE), Entities.key(Story.HOST), "task/none");
            for (var key : keys) {
                assertEquals(scan.about(key, 100), index.about(key, 100), key);
                assertEquals(scan.about(key, 1), index.about(key, 1), key);
            }
            assertEquals(4, index.about(Entities.key(task), 100).size());
            assertEquals(Optional.of(new Revision(3)), index.request("request-2"));
            assertEquals(Optional.empty(), index.request("request-99"));
        }
    }

    @Test
    void aDirectoryBelongsToOneProcessAndTheOtherLearnsWhose() {
        try (var first = DataDirectory.open(data())) {
            var refused = assertThrows(DataDirectory.UnusableException.class, () -> DataDirectory.open(first.path()));
            assertTrue(
                    refused.toString()
                            .contains("in use by process "
                                    + ProcessHandle.current().pid()),
                    refused.toString());
        }
        DataDirectory.open(data()).close();
    }

    @Test
    void aDirectoryOfANewerFormatIsRefused() throws IOException {
        DataDirectory.open(data()).close();
        Files.writeString(data().resolve("format"), "evenkeel data, format 2\n");
        var refused = assertThrows(DataDirectory.UnusableException.class, () -> DataDirectory.open(data()));
        assertTrue(refused.toString().contains("newer Evenkeel"), refused.toString());
    }
}
