package dev.evenkeel.store.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.Batches;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.Frame.Bookmark;
import dev.evenkeel.store.watch.Frame.Changes;
import dev.evenkeel.store.watch.Frame.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The six promises that etcd makes of a watch, each by its name, with watchers that are faster and slower than what is
/// kept in memory.
class WatchHubTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final List<Encoded> BATCHES = Batches.chain(400);

    private final MemoryEventLog log = new MemoryEventLog(new MemoryEventLog.Disk());
    private final WatchHub hub = hub(8);

    private WatchHub hub(int ring) {
        return new WatchHub(log, Revision.ZERO, ring, LONG);
    }

    private void commit(int from, int to) {
        for (var batch : BATCHES.subList(from, to)) {
            log.append(List.of(batch)).toCompletableFuture().join();
            hub.committed(batch.batch(), State.EMPTY, State.EMPTY);
        }
    }

    private static List<Batch> changes(Watch watch, int count) throws InterruptedException {
        var batches = new ArrayList<Batch>();
        while (batches.size() < count) {
            if (watch.next() instanceof Changes changes) {
                batches.add(changes.batch());
            }
        }
        return batches;
    }

    private static List<Batch> batches(int from, int to) {
        return BATCHES.subList(from, to).stream().map(Encoded::batch).toList();
    }

    /// Ordered, Unique, Atomic and Reliable: what comes is the log, batch by batch, whoever watches and however slowly.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orderedUniqueAtomicReliable(long seed) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = new ArrayList<Future<List<Batch>>>();
            for (int i = 0; i < 20; i++) {
                seen.add(threads.submit(() -> changes(hub.watch(new WatchSpec(Revision.ZERO)), BATCHES.size())));
            }
            var random = new Random(seed);
            for (int at = 0; at < BATCHES.size(); ) {
                int next = Math.min(BATCHES.size(), at + 1 + random.nextInt(30));
                commit(at, next);
                at = next;
            }
            for (var one : seen) {
                assertEquals(batches(0, BATCHES.size()), one.get());
            }
        }
    }

    @Test
    void resumable() throws InterruptedException {
        commit(0, 100);
        for (int after : new int[] {0, 1, 50, 91, 92, 99}) {
            var watch = hub.watch(new WatchSpec(new Revision(after)));
            assertEquals(batches(after, 100), changes(watch, 100 - after));
        }
    }

    @Test
    void bookmarkable() throws InterruptedException {
        commit(0, 3);
        var watch = hub.watch(new WatchSpec(new Revision(1)));
        assertEquals(batches(1, 3), changes(watch, 2));
        assertEquals(new Bookmark(new Revision(3)), watch.next());
        commit(3, 4);
        assertEquals(batches(3, 4), changes(watch, 1));
    }

    @Test
    void aWatchThatIsSilentSaysHowFarItIs() throws InterruptedException {
        var brisk = new WatchHub(log, Revision.ZERO, 8, Duration.ofMillis(1));
        var watch = brisk.watch(new WatchSpec(Revision.ZERO));
        assertEquals(new Bookmark(Revision.ZERO), watch.next());
        assertEquals(new Bookmark(Revision.ZERO), watch.next());
        assertEquals(Optional.empty(), watch.next(Duration.ZERO));
    }

    @Test
    void whatIsInTheLogAndNotYetCommittedIsNotShown() throws InterruptedException {
        commit(0, 20);
        log.append(BATCHES.subList(20, 30)).toCompletableFuture().join();
        var watch = hub.watch(new WatchSpec(Revision.ZERO));
        assertEquals(batches(0, 20), changes(watch, 20));
        assertInstanceOf(Bookmark.class, watch.next());
        assertEquals(Optional.empty(), watch.next(Duration.ZERO));
    }

    @Test
    void whoIsAheadOfTheServerWaitsForIt() throws InterruptedException {
        commit(0, 5);
        var watch = hub.watch(new WatchSpec(new Revision(7)));
        assertInstanceOf(Bookmark.class, watch.next());
        commit(5, 7);
        assertEquals(Optional.empty(), watch.next(Duration.ZERO));
        commit(7, 8);
        assertEquals(batches(7, 8), changes(watch, 1));
    }

    @Test
    void whoAsksForWhatIsNoLongerKeptLearnsWhatIs() throws InterruptedException {
        var start =
                State.EMPTY.as(new Revision(10), Instant.EPOCH, BATCHES.get(9).hash());
        var cut = new MemoryEventLog(new MemoryEventLog.Disk(start));
        var late = new WatchHub(cut, start.revision(), 2, LONG);
        for (var batch : BATCHES.subList(10, 20)) {
            cut.append(List.of(batch)).toCompletableFuture().join();
            late.committed(batch.batch(), State.EMPTY, State.EMPTY);
        }
        var watch = late.watch(new WatchSpec(new Revision(4)));
        assertEquals(new Gone(new Revision(11)), watch.next());
        assertEquals(new Gone(new Revision(11)), watch.next());
    }

    @Test
    void closingEndsThoseWhoWait() throws InterruptedException {
        var watch = hub.watch(new WatchSpec(Revision.ZERO));
        assertInstanceOf(Bookmark.class, watch.next());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> watch.next());
            watch.close();
            var ended = assertThrows(ExecutionException.class, waiting::get);
            assertInstanceOf(CancellationException.class, ended.getCause());

            var other = hub.watch(new WatchSpec(Revision.ZERO));
            assertInstanceOf(Bookmark.class, other.next());
            var second = threads.submit(() -> other.next());
            hub.close();
            assertTrue(assertThrows(ExecutionException.class, second::get).getCause() instanceof CancellationException);
        }
    }
}
