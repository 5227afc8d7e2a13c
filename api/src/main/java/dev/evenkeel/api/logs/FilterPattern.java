package dev.evenkeel.api.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A filter pattern of terms: all of them, or with `?` any of them, and none of those with `-`.
record FilterPattern(List<String> all, List<String> any, List<String> none) implements Predicate<String> {
    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))\\s*");
    private static final Pattern PLAIN = Pattern.compile("[\\w]+");

    /// Reads a pattern.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException for other kinds of patterns, which are not there yet
    static FilterPattern of(@Nullable String text) {
        var pattern = new FilterPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var rest = text == null ? "" : text.strip();
        refuseOtherKinds(rest);
        var term = TERM.matcher(rest);
        int end = 0;
        while (end < rest.length()) {
            if (!term.find(end) || term.start() != end) {
                throw Errors.invalid("Invalid filter pattern");
            }
            pattern.take(term.group(1), term.group(2), term.group(3));
            end = term.end();
        }
        return pattern;
    }

    private static void refuseOtherKinds(String text) {
        if (text.startsWith("{")) {
            throw Errors.invalid("filterPattern for JSON is not supported yet.");
        }
        if (text.startsWith("[")) {
            throw Errors.invalid("filterPattern for space-delimited lines is not supported yet.");
        }
        if (text.startsWith("%")) {
            throw Errors.invalid("filterPattern with regular expressions is not supported yet.");
        }
    }

    private void take(String sign, @Nullable String quoted, @Nullable String plain) {
        var list = sign.equals("?") ? any : sign.equals("-") ? none : all;
        if (plain != null && !PLAIN.matcher(plain).matches()) {
            throw Errors.invalid("Invalid character(s) in term '" + plain + "'");
        }
        list.add(plain != null ? plain : String.valueOf(quoted).replaceAll("\\\\(.)", "$1"));
    }

    @Override
    public boolean test(String message) {
        return all.stream().allMatch(message::contains)
                && (any.isEmpty() || any.stream().anyMatch(message::contains))
                && none.stream().noneMatch(message::contains);
    }
}
