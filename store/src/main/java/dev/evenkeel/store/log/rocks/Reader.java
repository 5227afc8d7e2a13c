package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.EventLog.Encoded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A reading position. Reads a chunk at a time and holds nothing of the database in between, so a reader that goes away
/// without a word costs nothing.
final class Reader implements EventLog.Cursor {
    private static final int CHUNK_BATCHES = 256;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Function<Revision, List<Encoded>> chunks;
    private final Deque<Encoded> ahead = new ArrayDeque<>();
    private Revision next;

    Reader(Function<Revision, List<Encoded>> chunks, Revision from) {
        this.chunks = chunks;
        this.next = from.equals(Revision.ZERO) ? from.next() : from;
    }

    @Override
    public Optional<Encoded> next() {
        if (ahead.isEmpty()) {
            ahead.addAll(chunks.apply(next));
        }
        var batch = Optional.ofNullable(ahead.poll());
        batch.ifPresent(b -> next = b.batch().revision().next());
        return batch;
    }

    @Override
    public void close() {
        ahead.clear();
    }

    /// The revision of the last batch of the database.
    static Revision last(Db db) throws RocksDBException {
        try (var rows = db.rocks().newIterator(db.batches())) {
            rows.seekToLast();
            rows.status();
            return rows.isValid() ? Records.revision(rows.key()) : Revision.ZERO;
        }
    }

    /// Some batches from one on, none after another, none at all at the end.
    static List<Encoded> chunk(Db db, Revision from, Revision last) {
        var chunk = new ArrayList<Encoded>();
        var expected = from;
        int bytes = 0;
        try (var rows = db.rocks().newIterator(db.batches())) {
            rows.seek(Records.key(from));
            while (chunk.size() < CHUNK_BATCHES && bytes < CHUNK_BYTES && expected.compareTo(last) <= 0) {
                rows.status();
                if (!rows.isValid() || !Records.revision(rows.key()).equals(expected)) {
                    throw new DamagedLogException(expected, "it is missing", null);
                }
                var batch = batch(rows);
                chunk.add(batch);
                bytes += batch.bytes().length;
                expected = expected.next();
                rows.next();
            }
        } catch (RocksDBException damaged) {
            if (chunk.isEmpty()) {
                throw new DamagedLogException(expected, "it cannot be read: " + damaged.getMessage(), damaged);
            }
        }
        return chunk;
    }

    private static Encoded batch(RocksIterator rows) {
        return Records.batch(Records.revision(rows.key()), rows.value());
    }
}
