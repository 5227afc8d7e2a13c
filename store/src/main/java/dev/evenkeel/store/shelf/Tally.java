package dev.evenkeel.store.shelf;

/// What is known of the lines of one stream without reading them.
record Tally(long created, long first, long last, long lastIngestion, long lines, long bytes) {
    static final Tally NONE = new Tally(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0, 0);

    Tally plus(long timestamp, long ingestion, long size) {
        return plus(new Tally(ingestion, timestamp, timestamp, ingestion, 1, size));
    }

    Tally plus(Tally other) {
        return new Tally(
                Math.min(created, other.created),
                Math.min(first, other.first),
                Math.max(last, other.last),
                Math.max(lastIngestion, other.lastIngestion),
                lines + other.lines,
                bytes + other.bytes);
    }

    StreamInfo of(StreamId stream) {
        return new StreamInfo(stream, created, first, last, lastIngestion, lines, bytes);
    }
}
