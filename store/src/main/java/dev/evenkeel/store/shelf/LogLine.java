package dev.evenkeel.store.shelf;

/// One line of output.
///
/// @param timestamp when it was written, milliseconds since 1970-01-01T00:00:00Z
/// @param ingestion when it came in, same unit
/// @param position its place in its group: no other line has it, and lines of a stream that came later have a greater
public record LogLine(long timestamp, long ingestion, long position, String message) {
    /// Where it stands among the lines of its group.
    public LogPlace place() {
        return new LogPlace(timestamp, position);
    }
}
