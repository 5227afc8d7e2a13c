package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.ShelfUnavailableException;
import dev.evenkeel.store.shelf.StreamId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the output of containers into the shelf, each on virtual threads of its own. A container writes to its
/// engine, which keeps that in files of its own: a shelf that is slow slows nobody but its reader.
///
/// Each line on the shelf tells which entry of the output it ended with, so after a restart reading goes on behind
/// the last of them: nothing is lost or doubled, as long as the engine has kept its files.
public final class LogCollector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogCollector.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

    private final LogShelf shelf;
    private final OutputSource source;
    private final ConcurrentHashMap<String, Follower> followers = new ConcurrentHashMap<>();

    /// Where the output of a container goes.
    ///
    /// @param multiline what first lines of events match, a regular expression; none where each line is an event
    public record Target(StreamId stream, @Nullable String multiline) {}

    private record Follower(Thread thread, CountDownLatch done) {}

    /// A collector that brings what `source` has to `shelf`.
    public LogCollector(LogShelf shelf, OutputSource source) {
        this.shelf = shelf;
        this.source = source;
    }

    /// Follows a container that has been started, unless that is done already.
    public void follow(String runtimeId, Target target) {
        followers.computeIfAbsent(runtimeId, _ -> begin(runtimeId, target));
    }

    /// Waits until all that a container which has ended wrote is on the shelf, for 10 s at most.
    public void drain(String runtimeId, Target target) {
        follow(runtimeId, target);
        var follower = followers.get(runtimeId);
        try {
            if (follower != null && !follower.done().await(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("gave up on the last lines of {}", target.stream());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The container is gone.
    public void forget(String runtimeId) {
        var follower = followers.remove(runtimeId);
        if (follower != null) {
            follower.thread().interrupt();
        }
    }

    private Follower begin(String runtimeId, Target target) {
        var done = new CountDownLatch(1);
        var thread = Thread.ofVirtual().name("log-" + target.stream().name()).unstarted(() -> {
            try {
                untilTheEnd(runtimeId, target);
            } catch (InterruptedException _) {
                LOG.debug("no longer following {}", target.stream());
            } finally {
                done.countDown();
            }
        });
        thread.start();
        return new Follower(thread, done);
    }

    private void untilTheEnd(String runtimeId, Target target) throws InterruptedException {
        while (true) {
            try {
                var copy = new Copy(shelf, source, target);
                copy.run(runtimeId, true);
                // An engine that follows may stop before the very last entry.
                copy.run(runtimeId, false);
                return;
            } catch (IOException | ShelfUnavailableException e) {
                LOG.debug("following {} again: {}", target.stream(), e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        followers.values().forEach(follower -> follower.thread().interrupt());
        followers.clear();
    }
}
