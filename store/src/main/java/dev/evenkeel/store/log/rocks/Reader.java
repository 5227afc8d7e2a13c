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
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A reading position. Reads a chunk at a time and holds nothing of the database in between, so a reader that goes away
/// without a word costs nothing.
final class Reader implements EventLog.Cursor {
    private static final int MOST_BATCHES = 256;
    private static final int MOST_BYTES = 1 << 20;

    /// Gives batches from a revision on, at most so many.
    interface Chunks {
        List<Encoded> from(Revision revision, int most);
    }

    private final Chunks chunks;
    private final Deque<Encoded> ahead = new ArrayDeque<>();
    private Revision next;
    /// Grows as the reader goes on: many want one batch only.
    private int most = 1;

    Reader(Chunks chunks, Revision from) {
        this.chunks = chunks;
        this.next = from.equals(Revision.ZERO) ? from.next() : from;
    }

    @Override
    public Optional<Encoded> next() {
        if (ahead.isEmpty()) {
            ahead.addAll(chunks.from(next, most));
            most = Math.min(most * 4, MOST_BATCHES);
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

    /// Some batches from one on, and none after `last`. What is whole before a damaged one is given first.
    static List<Encoded> chunk(Db db, Revision from, Revision last, int most) {
        var chunk = new ArrayList<Encoded>();
        try (var rows = db.rocks().newIterator(db.batches())) {
            rows.seek(Records.key(from));
            int bytes = 0;
            for (var at = from; chunk.size() < most && bytes < MOST_BYTES && at.compareTo(last) <= 0; at = at.next()) {
                chunk.add(batch(rows, at));
                bytes += chunk.getLast().bytes().length;
                rows.next();
            }
        } catch (DamagedLogException damaged) {
            if (chunk.isEmpty()) {
                throw damaged;
            }
        }
        return chunk;
    }

    private static Encoded batch(RocksIterator rows, Revision revision) {
        try {
            rows.status();
        } catch (RocksDBException damaged) {
            throw new DamagedLogException(revision, "it cannot be read: " + damaged.getMessage(), damaged);
        }
        if (!rows.isValid() || !Records.revision(rows.key()).equals(revision)) {
            throw new DamagedLogException(revision, "it is missing", null);
        }
        return Records.batch(revision, rows.value());
    }
}
