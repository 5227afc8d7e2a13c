package dev.evenkeel.store.event;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A SHA-256 digest as a value.
public record Hash(long a, long b, long c, long d) {
    /// Thirty-two zero bytes: what comes before the first batch.
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    /// The digest held in 32 bytes.
    public static Hash of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new Hash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /// The 32 bytes, as a fresh array.
    public byte[] toBytes() {
        return ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /// 64 hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
