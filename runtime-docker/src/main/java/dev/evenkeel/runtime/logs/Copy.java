package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LineSource;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Copies the output of one container to the shelf: one thread reads, one writes, and between them is room for a few
/// entries. A writer that cannot keep up holds back its reader.
final class Copy {
    private static final int MOST_WAITING = 256;
    private static final int LARGEST_BATCH = 500;

    /// An event that could go on ends after so long without a line.
    private static final long QUIET_MILLIS = 1_000;

    private final LogShelf shelf;
    private final OutputSource source;
    private final LogCollector.Target target;

    /// What the reader hands over: an entry, or the end with what went wrong, if anything did.
    private record Handed(
            Frames.@Nullable Entry entry, @Nullable IOException failure) {}

    Copy(LogShelf shelf, OutputSource source, LogCollector.Target target) {
        this.shelf = shelf;
        this.source = source;
        this.target = target;
    }

    /// Copies what the shelf does not have yet.
    ///
    /// @param follow whether it goes on until the container ends
    void run(String runtimeId, boolean follow) throws IOException, InterruptedException {
        var mark = shelf.stream(target.stream()).map(StreamInfo::source).orElse(null);
        var output = source.open(runtimeId, since(mark), follow);
        if (output.isEmpty()) {
            return;
        }
        var queue = new ArrayBlockingQueue<Handed>(MOST_WAITING);
        Thread reader;
        try (InputStream in = output.get()) {
            reader = Thread.ofVirtual().name("read-" + target.stream().name()).start(() -> read(in, queue));
            try {
                write(queue, new Resumption(mark));
            } finally {
                reader.interrupt();
            }
        }
    }

    private static Instant since(@Nullable LineSource mark) {
        return mark == null ? Instant.EPOCH : Instant.ofEpochSecond(0, mark.nanos() - Resumption.WINDOW);
    }

    private static void read(InputStream in, BlockingQueue<Handed> queue) {
        var frames = new Frames(in);
        try {
            try {
                for (var entry = frames.next(); entry.isPresent(); entry = frames.next()) {
                    queue.put(new Handed(entry.get(), null));
                }
                queue.put(new Handed(null, null));
            } catch (IOException e) {
                queue.put(new Handed(null, e));
            }
        } catch (InterruptedException _) {
            // The writer has gone.
            Thread.currentThread().interrupt();
        }
    }

    /// Lines that have come in already go to the shelf together.
    private void write(BlockingQueue<Handed> queue, Resumption resumption) throws IOException, InterruptedException {
        var joiner = new Joiner(
                Optional.ofNullable(target.multiline()).map(Multiline::of).orElse(null));
        while (true) {
            var handed = joiner.isOpen() ? queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : queue.take();
            if (handed == null) {
                joiner.flush();
            } else if (handed.entry() != null) {
                resumption.next(handed.entry()).forEach(joiner::add);
            } else if (handed.failure() != null) {
                // What is unfinished is read again.
                put(joiner);
                throw handed.failure();
            } else {
                resumption.rest().forEach(joiner::add);
                joiner.flush();
                put(joiner);
                return;
            }
            if (queue.isEmpty() || joiner.size() >= LARGEST_BATCH) {
                put(joiner);
            }
        }
    }

    private void put(Joiner joiner) throws InterruptedException {
        var lines = joiner.take();
        if (!lines.isEmpty()) {
            shelf.append(target.stream(), System.currentTimeMillis(), lines);
        }
    }
}
