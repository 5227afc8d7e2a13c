package dev.evenkeel.api.logs.pattern;

import java.util.function.Predicate;

/// Which messages a caller is interested in.
public sealed interface LogPattern extends Predicate<String> permits Terms, Fields, Json {
    /// Reads a pattern: `{…}` for JSON, `[…]` for fields between spaces, terms otherwise; no text matches everything.
    ///
    /// @throws PatternException with what is wrong with it
    static LogPattern parse(String text) {
        var in = new Cursor(text.strip());
        if (in.take("{")) {
            return Json.parse(in);
        }
        return in.take("[") ? Fields.parse(in) : Terms.parse(in);
    }
}
