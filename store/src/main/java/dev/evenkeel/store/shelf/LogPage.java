package dev.evenkeel.store.shelf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines in the order that was asked for: by their timestamps, those of the same timestamp as they came in.
///
/// @param next reads on from here, also where the page is empty; none when there is nothing more at present
public record LogPage(List<Found> lines, @Nullable LogPlace next) {
    public LogPage {
        lines = List.copyOf(lines);
    }

    /// A line and the stream it is of.
    public record Found(String stream, LogLine line) {}
}
