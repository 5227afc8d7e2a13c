package dev.evenkeel.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.MemoryEventLog.CrashException;
import dev.evenkeel.store.log.MemoryEventLog.Disk;
import dev.evenkeel.store.log.MemoryEventLog.Fate;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest {
    private final Disk disk = new Disk();
    private final MemoryEventLog log = new MemoryEventLog(disk);

    @Test
    void whatWasAppendedIsReadFromAnyRevision() {
        var batches = Batches.chain(5);
        log.append(batches.subList(0, 2));
        log.append(batches.subList(2, 5));
        assertEquals(Batches.hashes(batches), Batches.read(log, 1));
        assertEquals(Batches.hashes(batches.subList(3, 5)), Batches.read(log, 4));
        assertEquals(List.of(), Batches.read(log, 6));
        assertEquals(new Revision(5), log.last());
    }

    @Test
    void aCursorGoesOnWhereTheLogHasGrown() {
        var batches = Batches.chain(2);
        log.append(batches.subList(0, 1));
        var cursor = log.read(new Revision(1));
        assertEquals(batches.get(0), cursor.next().orElseThrow());
        assertTrue(cursor.next().isEmpty());
        log.append(batches.subList(1, 2));
        assertEquals(batches.get(1), cursor.next().orElseThrow());
    }

    @Test
    void aCrashKeepsWhatHadReachedTheDisk() {
        var batches = Batches.chain(5);
        log.append(batches.subList(0, 2));
        disk.fates(_ -> new Fate.Crash(1));
        assertThrows(CrashException.class, () -> log.append(batches.subList(2, 5)));
        assertThrows(CrashException.class, log::last);

        disk.fates(_ -> Fate.KEPT);
        var reopened = new MemoryEventLog(disk);
        assertEquals(Batches.hashes(batches.subList(0, 3)), Batches.read(reopened, 1));
    }

    @Test
    void aRefusedAppendLeavesNothing() {
        disk.fates(_ -> new Fate.Refused("disk full"));
        var append = log.append(Batches.chain(1)).toCompletableFuture();
        var failure = assertThrows(CompletionException.class, append::join);
        assertInstanceOf(LogUnavailableException.class, failure.getCause());
        assertEquals(Revision.ZERO, log.last());

        disk.fates(_ -> Fate.KEPT);
        log.append(Batches.chain(1));
        assertEquals(new Revision(1), log.last());
    }

    @Test
    void aBatchThatDoesNotContinueTheLogIsADefect() {
        var batches = Batches.chain(3);
        assertThrows(IllegalStateException.class, () -> log.append(batches.subList(1, 3)));
    }

    @Test
    void aPlanGoesOnFromAState() {
        disk.keep(State.EMPTY);
        assertEquals(State.EMPTY, new MemoryEventLog(disk).snapshot().orElseThrow());
        assertEquals(Revision.ZERO, new MemoryEventLog(new Disk(State.EMPTY)).last());
    }
}
