package dev.evenkeel.api.http;

import java.io.ByteArrayOutputStream;

/// The body of a request as it comes in, up to a limit.
final class Body {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;

    Body(int limit) {
        this.limit = limit;
    }

    /// Takes a piece, or refuses it because the body is too large.
    boolean take(byte[] piece) {
        if (bytes.size() + piece.length > limit) {
            return false;
        }
        bytes.writeBytes(piece);
        return true;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
