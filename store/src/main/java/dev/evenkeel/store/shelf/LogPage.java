package dev.evenkeel.store.shelf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines in the order of their timestamps; those of one stream with the same timestamp as they came in.
///
/// @param next reads on from here; none when there is nothing more at present
public record LogPage(List<Found> lines, @Nullable String next) {
    public LogPage {
        lines = List.copyOf(lines);
    }

    /// A line and the stream it is of.
    public record Found(String stream, LogLine line) {}
}
