package dev.evenkeel.store.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.Batches;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.log.Story;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static Story story() {
        var story = Story.service(2);
        var task = story.starts("a", story.last(1));
        story.starts("b", story.fails(task, 1));
        return story;
    }

    private static MemoryEventLog.Disk disk(List<Encoded> batches) {
        var disk = new MemoryEventLog.Disk();
        new MemoryEventLog(disk).append(batches).toCompletableFuture().join();
        return disk;
    }

    @Test
    void theLogFoldedIsTheState() {
        var story = story();
        assertEquals(story.state(), Replay.toEnd(story.log()));
        assertEquals(State.EMPTY, Replay.to(story.log(), Revision.ZERO));
    }

    @Test
    void anySnapshotAndTheRestGiveTheSameState() {
        var story = story();
        for (var cut : story.batches()) {
            var disk = disk(story.batches());
            var at = cut.batch().revision();
            disk.keep(Replay.to(new MemoryEventLog(disk), at));
            var log = new MemoryEventLog(disk);
            assertEquals(story.state(), Replay.toEnd(log));
            assertEquals(Replay.fromStart(log, new Revision(3)), Replay.to(log, new Revision(3)), () -> "cut at " + at);
        }
    }

    @Test
    void aBatchThatDoesNotNameTheOneBeforeItIsDamage() {
        var story = story();
        var batches = new ArrayList<>(story.batches());
        batches.set(3, Batches.chain(4).get(3));
        var damaged = assertThrows(DamagedLogException.class, () -> Replay.toEnd(new MemoryEventLog(disk(batches))));
        assertEquals(new Revision(4), damaged.revision());
    }

    @Test
    void aSnapshotOfAnotherLogIsDamage() {
        var disk = disk(story().batches());
        disk.keep(Replay.toEnd(Story.service(7).log()));
        var log = new MemoryEventLog(disk);
        var damaged = assertThrows(DamagedLogException.class, () -> Replay.toEnd(log));
        assertEquals(new Revision(5), damaged.revision());
    }
}
