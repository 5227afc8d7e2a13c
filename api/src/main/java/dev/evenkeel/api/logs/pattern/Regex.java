package dev.evenkeel.api.logs.pattern;

import dev.evenkeel.store.shelf.BoundedSearch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression between `%`, with CloudWatch's letters and operators only: no groups, so no expression takes
/// long because of a repetition within another.
final class Regex implements Predicate<String> {
    private static final Pattern ALLOWED = Pattern.compile("[\\w:#=@/;,\\- ^$?\\[\\]{}|\\\\*+.%&!\"'<>~]*");

    /// Looks at so many characters, then gives up: what has not been found by then is not found.
    private static final int MOST_STEPS = 200_000;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    static Regex of(String text, Cursor in) {
        if (text.isEmpty() || !ALLOWED.matcher(text).matches()) {
            throw in.invalid("unsupported regular expression %" + text + "%");
        }
        try {
            return new Regex(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw in.invalid("malformed regular expression %" + text + "%");
        }
    }

    @Override
    public boolean test(String message) {
        return BoundedSearch.find(pattern, message, MOST_STEPS);
    }
}
