package dev.evenkeel.store.shelf;

/// One line of output.
///
/// @param timestamp when it was written, milliseconds since 1970-01-01T00:00:00Z
/// @param ingestion when it came in, same unit
/// @param position its place in its stream: dense, from 0, in the order in which lines came in
public record LogLine(long timestamp, long ingestion, long position, String message) {}
