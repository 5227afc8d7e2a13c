package dev.evenkeel.store.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    /// The SHA-256 digest of these bytes.
    public static Hash digest(byte[] content) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// The SHA-256 digest of a text in UTF-8.
    public static Hash digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
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
