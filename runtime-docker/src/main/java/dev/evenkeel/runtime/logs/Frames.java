package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.LogShelf.Line;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads Docker's framing of container output: eight bytes of head, then one entry, its time before it. An entry is a
/// line, or 16 KiB of a longer one.
final class Frames {
    private static final int LARGEST = 1024 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final DataInputStream in;

    Frames(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    /// The next entry; none at the end of the output.
    ///
    /// @throws IOException also when the output breaks off within an entry
    Optional<Line> next() throws IOException {
        int stream = in.read();
        if (stream < 0) {
            return Optional.empty();
        }
        in.readNBytes(3);
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("log frame of " + length + " bytes");
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("log frame broke off");
        }
        return Optional.of(line(new String(bytes, StandardCharsets.UTF_8)));
    }

    /// Whether more has come in already.
    boolean ready() throws IOException {
        return in.available() > 0;
    }

    private static Line line(String text) throws IOException {
        int space = text.indexOf(' ');
        var end = text.endsWith("\n") ? text.length() - 1 : text.length();
        try {
            Instant time =
                    OffsetDateTime.parse(text.substring(0, Math.max(space, 0))).toInstant();
            return new Line(time.toEpochMilli(), text.substring(space + 1, end).replaceFirst("\r$", ""));
        } catch (DateTimeParseException e) {
            throw new IOException("log frame without a time", e);
        }
    }
}
