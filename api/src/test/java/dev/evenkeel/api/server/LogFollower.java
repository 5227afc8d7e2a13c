package dev.evenkeel.api.server;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.watch.Frame;
import dev.evenkeel.store.watch.Watch;
import java.time.Duration;
import java.util.Optional;

/// Follows a log in memory. Whoever appends tells `news`.
final class LogFollower implements Watch {
    private final EventLog.Cursor cursor;
    private final Object news;
    private final Revision oldest;
    private final boolean gone;

    /// @param oldest the first revision that is kept; who saw less comes too late
    LogFollower(EventLog log, Revision after, Revision oldest, Object news) {
        this.cursor = log.read(after.next());
        this.news = news;
        this.oldest = oldest;
        this.gone = after.next().compareTo(oldest) < 0;
    }

    @Override
    public Frame next() throws InterruptedException {
        return next(Duration.ofDays(1)).orElseThrow();
    }

    @Override
    public Optional<Frame> next(Duration timeout) throws InterruptedException {
        if (gone) {
            return Optional.of(new Frame.Gone(oldest));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (news) {
            var found = cursor.next();
            long left = deadline - System.nanoTime();
            while (found.isEmpty() && left > 0) {
                news.wait(Math.max(1, left / 1_000_000));
                found = cursor.next();
                left = deadline - System.nanoTime();
            }
            return found.map(next -> new Frame.Changes(next.batch()));
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
