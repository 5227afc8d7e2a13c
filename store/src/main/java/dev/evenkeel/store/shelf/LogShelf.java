package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.util.List;
import java.util.Optional;

/// Append-only streams of lines. Any thread may use it. Whether a group exists is for the state to say: here it exists
/// as long as something was put into it.
public interface LogShelf extends AutoCloseable {
    /// Puts lines at the end of a stream, all or none; returns when they can be read and survive the end of the
    /// process.
    ///
    /// @param ingestion the time, milliseconds since 1970-01-01T00:00:00Z
    /// @param lines timestamps may repeat and need not be in order
    /// @throws InterruptedException while waiting for others; then nothing was put
    /// @throws ShelfUnavailableException when the disk does not take them
    void append(StreamId stream, long ingestion, List<Line> lines) throws InterruptedException;

    /// The lines that a query asks for.
    ///
    /// @throws IllegalArgumentException for a token that is none
    LogPage read(LogQuery query);

    /// The streams of a group whose names begin with `prefix`, in the order of their names.
    List<StreamInfo> streams(LogGroupId group, String prefix);

    /// One stream, if it has lines.
    Optional<StreamInfo> stream(StreamId stream);

    /// Forgets all that a group holds.
    void deleteGroup(LogGroupId group);

    @Override
    void close();

    /// A line to be put.
    ///
    /// @param timestamp milliseconds since 1970-01-01T00:00:00Z
    record Line(long timestamp, String message) {}
}
