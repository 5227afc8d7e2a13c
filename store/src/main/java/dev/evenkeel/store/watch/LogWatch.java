package dev.evenkeel.store.watch;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.EventLog.Cursor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// One watcher's place in the log. Used by one thread; closed from any.
final class LogWatch implements Watch {
    private final WatchHub hub;
    private volatile boolean closed;
    private Revision seen;
    private boolean bookmarked;
    private @Nullable Cursor cursor;
    /// How far the cursor may go: what was committed when it was opened.
    private Revision cursorEnd = Revision.ZERO;

    private Frame.@Nullable Gone gone;

    LogWatch(WatchHub hub, Revision after) {
        this.hub = hub;
        this.seen = after;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Frame next() throws InterruptedException {
        return next(hub.bookmarkEvery()).orElseThrow();
    }

    @Override
    public Optional<Frame> next(Duration timeout) throws InterruptedException {
        if (gone != null) {
            return Optional.of(gone);
        }
        if (cursor != null && seen.compareTo(cursorEnd) < 0) {
            return Optional.of(fromLog(cursor));
        }
        closeCursor();
        // Whoever has come to the end for the first time is told so at once.
        boolean mayBookmark = !bookmarked || timeout.compareTo(hub.bookmarkEvery()) >= 0;
        var wait = bookmarked ? shorter(timeout, hub.bookmarkEvery()) : Duration.ZERO;
        return switch (hub.await(seen, wait, this)) {
            case WatchHub.Next.Found found -> Optional.of(changes(found));
            case WatchHub.Next.InLog inLog -> Optional.of(openLog(inLog.last()));
            case WatchHub.Next.None _ -> mayBookmark ? Optional.of(bookmark()) : Optional.empty();
            case WatchHub.Next.Closed _ -> throw new CancellationException("the watch is closed");
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Frame changes(WatchHub.Next.Found found) {
        seen = found.batch().revision();
        return new Frame.Changes(found.batch());
    }

    private Frame bookmark() {
        bookmarked = true;
        return new Frame.Bookmark(seen);
    }

    private Frame openLog(Revision end) {
        var opened = hub.log().read(seen.next());
        cursor = opened;
        cursorEnd = end;
        return fromLog(opened);
    }

    private Frame fromLog(Cursor open) {
        var batch = open.next().orElseThrow().batch();
        if (!batch.revision().equals(seen.next())) {
            closeCursor();
            gone = new Frame.Gone(batch.revision());
            return gone;
        }
        seen = batch.revision();
        return new Frame.Changes(batch);
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        hub.wake();
    }
}
