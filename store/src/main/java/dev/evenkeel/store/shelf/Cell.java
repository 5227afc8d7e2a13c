package dev.evenkeel.store.shelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a segment is made of: streams, numbered as they appear, and their lines. Each cell is its length, its checksum
/// and its body, so that one cut short by a crash is recognised.
sealed interface Cell {
    /// Length and checksum.
    int HEAD = 8;

    byte STREAM = 1;
    byte LINE = 2;

    /// From here on lines of this number are of this stream.
    record Stream(int number, String name) implements Cell {}

    /// A line of a stream.
    record Line(int stream, long timestamp, long ingestion, String message) implements Cell {}

    /// The cell as it is written, ready to be read from the buffer.
    static ByteBuffer encode(Cell cell) {
        var text = text(cell).getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(HEAD + 1 + 4 + 16 + text.length);
        buffer.position(HEAD);
        switch (cell) {
            case Stream stream -> buffer.put(STREAM).putInt(stream.number());
            case Line line ->
                buffer.put(LINE).putInt(line.stream()).putLong(line.timestamp()).putLong(line.ingestion());
        }
        buffer.put(text);
        int end = buffer.position();
        buffer.putInt(0, end - HEAD).putInt(4, checksum(buffer, HEAD, end - HEAD));
        return buffer.position(0).limit(end);
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Stream stream -> stream.name();
            case Line line -> line.message();
        };
    }

    /// Reads the cell at the position of the buffer and moves past it.
    ///
    /// @return none when there is no whole cell: the end, or a tail cut short
    static Optional<Cell> decode(ByteBuffer in) {
        int at = in.position();
        if (in.remaining() < HEAD) {
            return Optional.empty();
        }
        int length = in.getInt(at);
        if (length < 1 || length > in.remaining() - HEAD || in.getInt(at + 4) != checksum(in, at + HEAD, length)) {
            return Optional.empty();
        }
        in.position(at + HEAD + length);
        return body(in.slice(at + HEAD, length));
    }

    private static Optional<Cell> body(ByteBuffer body) {
        return switch (body.get()) {
            case STREAM -> Optional.of(new Stream(body.getInt(), text(body)));
            case LINE -> Optional.of(new Line(body.getInt(), body.getLong(), body.getLong(), text(body)));
            // Written by a newer version: this one ends here.
            default -> Optional.empty();
        };
    }

    private static String text(ByteBuffer rest) {
        return StandardCharsets.UTF_8.decode(rest).toString();
    }

    private static int checksum(ByteBuffer in, int from, int length) {
        var crc = new CRC32C();
        crc.update(in.slice(from, length));
        return (int) crc.getValue();
    }
}
