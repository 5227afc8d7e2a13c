package dev.evenkeel.api.logs;

import dev.evenkeel.store.shelf.LogLine;
import dev.evenkeel.store.shelf.LogPlace;
import java.util.Optional;

/// A place in a stream, and the direction in which to read from it: what the tokens of GetLogEvents mean.
record StreamPlace(boolean forwards, LogPlace at) {
    private static final long FAR = 999_999_999_999_999_999L;

    /// Before the first line, or after the last.
    static StreamPlace start(boolean forwards) {
        return new StreamPlace(forwards, forwards ? new LogPlace(0, -1) : new LogPlace(FAR, FAR));
    }

    /// The place of a line.
    static StreamPlace of(LogLine line) {
        return new StreamPlace(true, line.place());
    }

    /// The place that a token means; none for a text that never was a token.
    static Optional<StreamPlace> of(String token) {
        boolean forwards = token.startsWith("f/");
        return forwards || token.startsWith("b/")
                ? LogPlace.parse(token.substring(2)).map(at -> new StreamPlace(forwards, at))
                : Optional.empty();
    }

    /// The token of the same place in one of the two directions.
    String token(boolean ahead) {
        return (ahead ? "f/" : "b/") + at;
    }
}
