package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.state.State;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-256 digest of the rows of a state: equal for equal states, whatever led to them and wherever they are.
public final class Digest {
    private final MessageDigest sum;

    Digest() {
        try {
            sum = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// The digest of a state. Takes time in proportion to its size.
    public static Hash of(State state) {
        var digest = new Digest();
        Rows.of(state).forEach(digest::add);
        return digest.hash();
    }

    void add(Rows.Chunk chunk) {
        sum.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(chunk.kind())
                .putInt(chunk.rows().length)
                .flip());
        sum.update(chunk.rows());
    }

    Hash hash() {
        return Hash.of(sum.digest());
    }
}
