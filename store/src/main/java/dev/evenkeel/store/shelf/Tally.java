package dev.evenkeel.store.shelf;

import org.jspecify.annotations.Nullable;

/// What is known of the lines of one stream without reading them.
record Tally(
        long created,
        long first,
        long last,
        long lastIngestion,
        long lines,
        long bytes,
        @Nullable LineSource source) {
    static final Tally NONE = new Tally(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0, 0, null);

    /// Of a stream without lines.
    static Tally of(Cell.Stream stream) {
        return new Tally(stream.created(), NONE.first, NONE.last, NONE.lastIngestion, 0, 0, stream.source());
    }

    /// Of one line.
    static Tally of(Cell.Line line, long size) {
        return new Tally(
                line.ingestion(), line.timestamp(), line.timestamp(), line.ingestion(), 1, size, line.source());
    }

    /// With what came in later.
    Tally plus(Tally later) {
        return new Tally(
                Math.min(created, later.created),
                Math.min(first, later.first),
                Math.max(last, later.last),
                Math.max(lastIngestion, later.lastIngestion),
                lines + later.lines,
                bytes + later.bytes,
                later.source == null ? source : later.source);
    }

    StreamInfo of(StreamId stream) {
        return new StreamInfo(stream, created, first, last, lastIngestion, lines, bytes, source);
    }
}
