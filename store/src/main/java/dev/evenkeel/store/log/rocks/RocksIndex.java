package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.audit.Entities;
import dev.evenkeel.store.audit.EventIndex;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.log.EventLog.Cursor;
import dev.evenkeel.store.log.LogUnavailableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Where in the log things are spoken of, beside the log. It follows the log on its own, so that no append waits for
/// it,
/// and catches up before it answers. It knows how far it has come and may be dropped at any time.
public final class RocksIndex implements EventIndex, Role {
    private static final int PER_TURN = 256;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final byte[] POSITION = {0};
    private static final int PLACE = Long.BYTES + Integer.BYTES;

    private final RocksEventLog log;
    private Instant due = Instant.MIN;

    /// The index of a log that is open for writing.
    public RocksIndex(RocksEventLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "index";
    }

    @Override
    public boolean step(Instant now) {
        if (now.isBefore(due)) {
            return false;
        }
        boolean more = advance();
        due = more ? now : now.plus(PAUSE);
        return more;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.of(due);
    }

    @Override
    public void onWork(Runnable wake) {}

    /// Takes in the next batches, if there are any.
    private synchronized boolean advance() {
        return use(db -> {
            var next = position(db).next();
            if (next.compareTo(log.last()) > 0) {
                return false;
            }
            try (var batches = log.read(next);
                    var write = new WriteBatch()) {
                add(db, batches, write);
                db.rocks().write(db.unsynced(), write);
            }
            return true;
        });
    }

    private static Revision position(Db db) throws RocksDBException {
        var position = db.rocks().get(db.byEntity(), POSITION);
        return position == null ? Revision.ZERO : Records.revision(position);
    }

    private static void add(Db db, Cursor batches, WriteBatch write) throws RocksDBException {
        for (int i = 0; i < PER_TURN; i++) {
            var next = batches.next();
            if (next.isEmpty()) {
                return;
            }
            var batch = next.get().batch();
            add(db, batch, write);
            write.put(db.byEntity(), POSITION, Records.key(batch.revision()));
        }
    }

    private static void add(Db db, Batch batch, WriteBatch write) throws RocksDBException {
        if (batch.origin() instanceof Origin.Call call) {
            write.put(db.byRequest(), bytes(call.requestId()), Records.key(batch.revision()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            for (var entity : Entities.of(batch.entries().get(i).event())) {
                write.put(db.byEntity(), key(entity, batch.revision().value(), i), new byte[0]);
            }
        }
    }

    /// The entity, a zero byte, which no entity has, and the place: a scan gives an entity's events in order.
    private static byte[] key(String entity, long revision, int index) {
        var name = bytes(entity);
        return ByteBuffer.allocate(name.length + 1 + PLACE)
                .put(name)
                .put((byte) 0)
                .putLong(revision)
                .putInt(index)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void catchUp() {
        boolean more = true;
        while (more) {
            more = advance();
        }
    }

    @Override
    public List<EventRef> about(String entity, int limit) {
        catchUp();
        return use(db -> scan(db, entity, limit)).reversed();
    }

    /// Newest first.
    private static List<EventRef> scan(Db db, String entity, int limit) throws RocksDBException {
        var found = new ArrayList<EventRef>();
        var last = key(entity, Long.MAX_VALUE, Integer.MAX_VALUE);
        int prefix = last.length - PLACE;
        try (var rows = db.rocks().newIterator(db.byEntity())) {
            for (rows.seekForPrev(last); rows.isValid() && found.size() < limit; rows.prev()) {
                var key = rows.key();
                if (key.length != last.length || !Arrays.equals(key, 0, prefix, last, 0, prefix)) {
                    break;
                }
                var place = ByteBuffer.wrap(key, prefix, PLACE);
                found.add(new EventRef(new Revision(place.getLong()), place.getInt()));
            }
            rows.status();
        }
        return found;
    }

    @Override
    public Optional<Revision> request(String requestId) {
        catchUp();
        return use(db -> Optional.ofNullable(db.rocks().get(db.byRequest(), bytes(requestId)))
                .map(Records::revision));
    }

    private <T> T use(RocksEventLog.Use<T> work) {
        try {
            return log.using(work);
        } catch (RocksDBException unusable) {
            throw new LogUnavailableException(
                    "the index of the log cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
