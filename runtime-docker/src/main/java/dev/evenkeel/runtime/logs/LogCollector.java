package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.LogShelf.Line;
import dev.evenkeel.store.shelf.ShelfUnavailableException;
import dev.evenkeel.store.shelf.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the output of containers into the shelf, each on a virtual thread of its own. A container writes to its
/// engine, which buffers: a shelf that is slow slows nobody but its reader.
///
/// What the shelf holds already tells where to go on: the engine is asked for everything from some time on, and as
/// many entries are passed over as the shelf has of that time and later. So nothing is lost or doubled by a restart.
public final class LogCollector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogCollector.class);
    private static final Duration OVERLAP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
    private static final int PAGE = 10_000;
    private static final int LARGEST_BATCH = 500;

    private final LogShelf shelf;
    private final OutputSource source;
    private final ConcurrentHashMap<String, Follower> followers = new ConcurrentHashMap<>();

    private record Follower(Thread thread, CountDownLatch done) {}

    /// A collector that brings what `source` has to `shelf`.
    public LogCollector(LogShelf shelf, OutputSource source) {
        this.shelf = shelf;
        this.source = source;
    }

    /// Follows a container that has been started, unless that is done already.
    public void follow(String runtimeId, StreamId stream) {
        followers.computeIfAbsent(runtimeId, _ -> begin(runtimeId, stream));
    }

    /// Waits until all that a container which has ended wrote is on the shelf, for 10 s at most.
    public void drain(String runtimeId, StreamId stream) {
        follow(runtimeId, stream);
        var follower = followers.get(runtimeId);
        try {
            if (follower != null && !follower.done().await(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("gave up on the last lines of {}", stream);
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

    private Follower begin(String runtimeId, StreamId stream) {
        var done = new CountDownLatch(1);
        var thread = Thread.ofVirtual().name("log-" + stream.name()).unstarted(() -> {
            try {
                untilTheEnd(runtimeId, stream);
            } catch (InterruptedException _) {
                LOG.debug("no longer following {}", stream);
            } finally {
                done.countDown();
            }
        });
        thread.start();
        return new Follower(thread, done);
    }

    private void untilTheEnd(String runtimeId, StreamId stream) throws InterruptedException {
        while (true) {
            try {
                copy(runtimeId, stream, true);
                // An engine that follows may stop before the very last entry.
                copy(runtimeId, stream, false);
                return;
            } catch (IOException | ShelfUnavailableException e) {
                LOG.debug("following {} again: {}", stream, e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    private void copy(String runtimeId, StreamId stream, boolean follow) throws IOException, InterruptedException {
        var since = shelf.stream(stream)
                .map(info -> Instant.ofEpochMilli(info.last()).minus(OVERLAP))
                .orElse(Instant.EPOCH);
        long known = count(stream, since.toEpochMilli());
        var output = source.open(runtimeId, since, follow);
        if (output.isEmpty()) {
            return;
        }
        try (InputStream in = output.get()) {
            put(stream, new Frames(in), known);
        }
    }

    /// Lines that have come in already go to the shelf together.
    private void put(StreamId stream, Frames frames, long known) throws IOException, InterruptedException {
        var batch = new ArrayList<Line>();
        long seen = 0;
        for (var line = frames.next(); line.isPresent(); line = frames.next()) {
            seen++;
            if (seen > known) {
                batch.add(line.get());
            }
            if (!frames.ready() || batch.size() == LARGEST_BATCH) {
                shelf.append(stream, System.currentTimeMillis(), batch);
                batch.clear();
            }
        }
        shelf.append(stream, System.currentTimeMillis(), batch);
    }

    private long count(StreamId stream, long from) {
        var query = new LogQuery(stream.group(), List.of(stream.name()), "", from, Long.MAX_VALUE, PAGE, null);
        long lines = 0;
        while (true) {
            var page = shelf.read(query);
            lines += page.lines().size();
            if (page.next() == null) {
                return lines;
            }
            query = query.after(page.next());
        }
    }

    @Override
    public void close() {
        followers.values().forEach(follower -> follower.thread().interrupt());
        followers.clear();
    }
}
