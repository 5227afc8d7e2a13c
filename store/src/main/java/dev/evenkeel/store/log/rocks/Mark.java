package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.event.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What was being written and what was acknowledged, in a file of its own beside the log.
///
/// RocksDB ends its log where the first record is not whole, whether that record was torn as the process died, in which
/// case nobody was told of it, or was damaged long after. This tells the two apart. It is never synced: after the death
/// of the process it is exact, after a loss of power it may be behind, and it is never ahead.
final class Mark implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long BEGUN = 0;
    private static final long ACKNOWLEDGED = 8;

    private final Arena arena;
    private final MemorySegment file;

    private Mark(Arena arena, MemorySegment file) {
        this.arena = arena;
        this.file = file;
    }

    static Mark open(Path path) {
        var arena = Arena.ofShared();
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Mark(arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, 16, arena));
        } catch (IOException unusable) {
            arena.close();
            throw new UncheckedIOException("cannot use " + path, unusable);
        }
    }

    /// The last batch of which writing had begun.
    Revision begun() {
        return new Revision(file.get(LONG, BEGUN));
    }

    /// The last batch that was durable, and that someone may have been told of.
    Revision acknowledged() {
        return new Revision(file.get(LONG, ACKNOWLEDGED));
    }

    void begin(Revision last) {
        file.set(LONG, BEGUN, last.value());
    }

    void acknowledge(Revision last) {
        file.set(LONG, ACKNOWLEDGED, last.value());
    }

    @Override
    public void close() {
        arena.close();
    }
}
