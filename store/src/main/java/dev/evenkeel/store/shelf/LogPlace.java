package dev.evenkeel.store.shelf;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The place of a line in the order of its group's lines: by time, those of the same time as they came in.
///
/// @param timestamp milliseconds since 1970-01-01T00:00:00Z
/// @param position as in [LogLine]; -1 is before all lines of the time
public record LogPlace(long timestamp, long position) implements Comparable<LogPlace> {
    private static final Comparator<LogPlace> ORDER =
            Comparator.comparingLong(LogPlace::timestamp).thenComparingLong(LogPlace::position);
    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})\\.(-?\\d{1,18})");

    /// Reads what [#toString] wrote; none for anything else.
    public static Optional<LogPlace> parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new LogPlace(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LogPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return timestamp + "." + position;
    }
}
