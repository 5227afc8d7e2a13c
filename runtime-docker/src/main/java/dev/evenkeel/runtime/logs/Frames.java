package dev.evenkeel.runtime.logs;

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

/// Reads Docker's framing of container output: eight bytes of head, then one entry, its time before it.
final class Frames {
    private static final int LARGEST = 1024 * 1024;
    private static final int BUFFER = 16 * 1024;
    private static final long NANOS = 1_000_000_000L;

    private final DataInputStream in;

    Frames(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    /// A line, or 16 KiB of a longer one.
    ///
    /// @param output 1 for standard output, 2 for standard error
    /// @param nanos when it was written, nanoseconds since 1970-01-01T00:00:00Z
    /// @param whole whether a line ends with it
    record Entry(int output, long nanos, String text, boolean whole) {}

    /// The next entry; none at the end of the output.
    ///
    /// @throws IOException also when the output breaks off within an entry
    Optional<Entry> next() throws IOException {
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
        return Optional.of(entry(stream, new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Entry entry(int stream, String text) throws IOException {
        int space = text.indexOf(' ');
        boolean whole = text.endsWith("\n");
        var end = whole ? text.length() - 1 : text.length();
        try {
            Instant time =
                    OffsetDateTime.parse(text.substring(0, Math.max(space, 0))).toInstant();
            var line = text.substring(space + 1, end);
            return new Entry(
                    stream,
                    time.getEpochSecond() * NANOS + time.getNano(),
                    whole && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line,
                    whole);
        } catch (DateTimeParseException e) {
            throw new IOException("log frame without a time", e);
        }
    }
}
