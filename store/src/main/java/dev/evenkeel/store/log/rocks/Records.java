package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A batch as a key, its revision, and a value, its hash and its bytes.
final class Records {
    private static final int HASH = 32;

    private Records() {}

    static byte[] key(Revision revision) {
        return ByteBuffer.allocate(Long.BYTES).putLong(revision.value()).array();
    }

    static Revision revision(byte[] key) {
        return new Revision(ByteBuffer.wrap(key).getLong());
    }

    static byte[] value(Encoded batch) {
        return ByteBuffer.allocate(HASH + batch.bytes().length)
                .put(batch.hash().toBytes())
                .put(batch.bytes())
                .array();
    }

    static Encoded batch(Revision revision, byte[] value) {
        if (value.length < HASH) {
            throw new DamagedLogException(revision, "only " + value.length + " bytes are left of it", null);
        }
        var hash = Hash.of(Arrays.copyOf(value, HASH));
        var bytes = Arrays.copyOfRange(value, HASH, value.length);
        if (!Hash.digest(bytes).equals(hash)) {
            throw new DamagedLogException(revision, "its bytes have another hash", null);
        }
        try {
            return new Encoded(BatchCodec.decode(bytes), bytes, hash);
        } catch (MalformedException malformed) {
            throw new DamagedLogException(revision, "it makes no sense: " + malformed.getMessage(), malformed);
        }
    }
}
