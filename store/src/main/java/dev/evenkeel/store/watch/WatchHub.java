package dev.evenkeel.store.watch;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.CommitListener;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Hands every committed batch to everyone who watches: the last few from memory, older ones from the log. A slow
/// watcher reads the log at its own pace and costs nobody anything.
public final class WatchHub implements CommitListener, AutoCloseable {
    private final EventLog log;
    private final Duration bookmarkEvery;
    private final @Nullable Batch[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Revision last;
    private boolean closed;

    /// @param start the last batch that was committed before
    /// @param ring how many batches are kept in memory
    /// @param bookmarkEvery how long a watch is silent at most
    public WatchHub(EventLog log, Revision start, int ring, Duration bookmarkEvery) {
        this.log = log;
        this.last = start;
        this.ring = new @Nullable Batch[ring];
        this.bookmarkEvery = bookmarkEvery;
    }

    @Override
    public void committed(Batch batch, State before, State after) {
        lock.lock();
        try {
            ring[slot(batch.revision())] = batch;
            last = batch.revision();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A stream of everything after the revision that the watcher has seen.
    public Watch watch(WatchSpec spec) {
        return new LogWatch(this, spec.after());
    }

    /// Ends every watch.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    EventLog log() {
        return log;
    }

    Duration bookmarkEvery() {
        return bookmarkEvery;
    }

    /// Wakes those who wait, because one of them was closed.
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What there is after a revision.
    sealed interface Next {
        /// The next batch.
        record Found(Batch batch) implements Next {}

        /// There are more, up to `last`, but the next is in the log only.
        record InLog(Revision last) implements Next {}

        /// Nothing yet.
        record None() implements Next {}

        /// The hub or the watch was closed.
        record Closed() implements Next {}
    }

    /// Waits until there is something after a revision, at most this long.
    Next await(Revision after, Duration timeout, LogWatch watch) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (!closed && !watch.isClosed() && last.compareTo(after) <= 0) {
                if (nanos <= 0) {
                    return new Next.None();
                }
                nanos = changed.awaitNanos(nanos);
            }
            return closed || watch.isClosed() ? new Next.Closed() : next(after.next());
        } finally {
            lock.unlock();
        }
    }

    private Next next(Revision wanted) {
        var batch = ring[slot(wanted)];
        return batch != null && batch.revision().equals(wanted) ? new Next.Found(batch) : new Next.InLog(last);
    }

    private int slot(Revision revision) {
        return (int) (revision.value() % ring.length);
    }
}
