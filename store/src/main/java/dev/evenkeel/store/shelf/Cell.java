package dev.evenkeel.store.shelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a segment is made of: streams, numbered as they appear, their lines, and the ends of streams. Each cell is its
/// length, its checksum and its body, so that one cut short by a crash is recognised.
sealed interface Cell {
    /// Length and checksum.
    int HEAD = 8;

    /// Numbers of kinds are for ever; 1 and 2 are streams without a time and lines without a source.
    byte STREAM_WITHOUT_TIME = 1;

    byte LINE_WITHOUT_SOURCE = 2;
    byte STREAM = 3;
    byte END = 4;
    byte LINE = 5;

    /// From here on lines of this number are of this stream.
    ///
    /// @param created when the stream was, milliseconds since 1970-01-01T00:00:00Z
    /// @param source of its last line before, where that may be forgotten
    record Stream(int number, long created, @Nullable LineSource source, String name) implements Cell {}

    /// What a stream held so far is deleted, here and in all earlier segments.
    record End(String name) implements Cell {}

    /// A line of a stream; its text is decoded only when it is asked for.
    record Line(
            int stream,
            long timestamp,
            long ingestion,
            @Nullable LineSource source,
            ByteBuffer text) implements Cell {
        static Line of(int stream, long ingestion, LogShelf.Line line) {
            var text = StandardCharsets.UTF_8.encode(line.message());
            return new Line(stream, line.timestamp(), ingestion, line.source(), text);
        }

        String message() {
            return StandardCharsets.UTF_8.decode(text.duplicate()).toString();
        }

        /// Bytes of the text.
        int length() {
            return text.remaining();
        }
    }

    /// The cell as it is written, ready to be read from the buffer.
    static ByteBuffer encode(Cell cell) {
        var text = text(cell);
        var buffer = ByteBuffer.allocate(HEAD + 1 + 4 + 16 + 12 + text.remaining());
        buffer.position(HEAD);
        switch (cell) {
            case Stream stream -> {
                buffer.put(STREAM).putInt(stream.number()).putLong(stream.created());
                put(buffer, stream.source());
            }
            case End _ -> buffer.put(END);
            case Line line -> {
                buffer.put(LINE).putInt(line.stream()).putLong(line.timestamp()).putLong(line.ingestion());
                put(buffer, line.source());
            }
        }
        buffer.put(text);
        int end = buffer.position();
        buffer.putInt(0, end - HEAD).putInt(4, checksum(buffer, HEAD, end - HEAD));
        return buffer.position(0).limit(end);
    }

    private static ByteBuffer text(Cell cell) {
        return switch (cell) {
            case Stream stream -> StandardCharsets.UTF_8.encode(stream.name());
            case End end -> StandardCharsets.UTF_8.encode(end.name());
            case Line line -> line.text().duplicate();
        };
    }

    private static void put(ByteBuffer buffer, @Nullable LineSource source) {
        buffer.putLong(source == null ? 0 : source.nanos()).putInt(source == null ? 0 : source.nth());
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
            case STREAM_WITHOUT_TIME -> Optional.of(new Stream(body.getInt(), Long.MAX_VALUE, null, text(body)));
            case LINE_WITHOUT_SOURCE ->
                Optional.of(new Line(body.getInt(), body.getLong(), body.getLong(), null, body.slice()));
            case STREAM -> Optional.of(new Stream(body.getInt(), body.getLong(), source(body), text(body)));
            case END -> Optional.of(new End(text(body)));
            case LINE ->
                Optional.of(new Line(body.getInt(), body.getLong(), body.getLong(), source(body), body.slice()));
            // Written by a newer version: this one ends here.
            default -> Optional.empty();
        };
    }

    private static @Nullable LineSource source(ByteBuffer body) {
        long nanos = body.getLong();
        int nth = body.getInt();
        return nanos == 0 ? null : new LineSource(nanos, nth);
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
