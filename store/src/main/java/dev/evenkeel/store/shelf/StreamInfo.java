package dev.evenkeel.store.shelf;

/// What is known of a stream without reading it.
///
/// @param created when its first line came in, milliseconds since 1970-01-01T00:00:00Z
/// @param first timestamp of the earliest line
/// @param last timestamp of the latest line
/// @param lastIngestion when the last line came in
/// @param lines how many it holds
/// @param bytes what they take on disk
public record StreamInfo(
        StreamId id, long created, long first, long last, long lastIngestion, long lines, long bytes) {}
