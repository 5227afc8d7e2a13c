package dev.evenkeel.store.shelf;

import org.jspecify.annotations.Nullable;

/// What is known of a stream without reading it.
///
/// @param created milliseconds since 1970-01-01T00:00:00Z
/// @param first timestamp of the earliest line; without a meaning where there are no lines, as the next two
/// @param last timestamp of the latest line
/// @param lastIngestion when the last line came in
/// @param lines how many it holds
/// @param bytes what they take on disk
/// @param source of the line that came in last, where it came from a container
public record StreamInfo(
        StreamId id,
        long created,
        long first,
        long last,
        long lastIngestion,
        long lines,
        long bytes,
        @Nullable LineSource source) {}
