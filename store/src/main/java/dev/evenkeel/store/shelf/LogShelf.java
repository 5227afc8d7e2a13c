package dev.evenkeel.store.shelf;

import dev.evenkeel.store.model.LogGroupId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Append-only streams of lines. Any thread may use it. Whether a group exists is for the state to say; which streams
/// it has is told here.
public interface LogShelf extends AutoCloseable {
    /// Puts lines at the end of a stream, all or none; returns when they can be read and survive the end of the
    /// process. A stream that is not there is made.
    ///
    /// @param ingestion the time, milliseconds since 1970-01-01T00:00:00Z
    /// @param lines timestamps may repeat and need not be in order
    /// @throws InterruptedException while waiting for others; then nothing was put
    /// @throws ShelfUnavailableException when the disk does not take them
    void append(StreamId stream, long ingestion, List<Line> lines) throws InterruptedException;

    /// Makes a stream without lines.
    ///
    /// @param at the time, milliseconds since 1970-01-01T00:00:00Z
    /// @return false when it was there already
    /// @throws ShelfUnavailableException when the disk does not take it
    boolean create(StreamId stream, long at);

    /// Forgets a stream and its lines.
    ///
    /// @param at the time, milliseconds since 1970-01-01T00:00:00Z
    /// @return false when it was not there
    /// @throws ShelfUnavailableException when the disk does not take that
    boolean delete(StreamId stream, long at);

    /// The lines that a query asks for. Reads some ten MiB at most, and gives 1 MiB of text at most: a page may be
    /// short, or empty, and still tell where to go on.
    LogPage read(LogQuery query);

    /// The streams of a group whose names begin with `prefix`, in the order of their names.
    List<StreamInfo> streams(LogGroupId group, String prefix);

    /// One stream, if it is there.
    Optional<StreamInfo> stream(StreamId stream);

    /// Frees the room of lines that are older than a time, file by file from the oldest: what came in within a day of
    /// a younger line may stay for now. Streams stay.
    ///
    /// @param before milliseconds since 1970-01-01T00:00:00Z
    /// @param at the time now, same unit
    /// @return whether there may be more to free
    boolean expire(LogGroupId group, long before, long at);

    /// Forgets all that a group holds.
    void deleteGroup(LogGroupId group);

    @Override
    void close();

    /// A line to be put.
    ///
    /// @param timestamp milliseconds since 1970-01-01T00:00:00Z
    /// @param source the entry of a container's output that it ends with; none when it comes from elsewhere
    record Line(long timestamp, String message, @Nullable LineSource source) {
        /// A line of no container.
        public Line(long timestamp, String message) {
            this(timestamp, message, null);
        }
    }
}
