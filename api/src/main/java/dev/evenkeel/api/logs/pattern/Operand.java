package dev.evenkeel.api.logs.pattern;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

/// What a field or property is compared with.
sealed interface Operand {
    /// A number.
    record Numeric(BigDecimal value) implements Operand {}

    /// A text in which `*` stands for anything.
    record Glob(String text) implements Operand {}

    /// A regular expression.
    record Matching(Predicate<String> regex) implements Operand {}

    /// Reads what comes next: `"…"`, `%…%`, a number, or a word up to a sign that ends it.
    static Operand parse(Cursor in) {
        if (in.take("\"")) {
            return new Glob(in.until('"'));
        }
        if (in.take("%")) {
            return new Matching(Regex.of(in.until('%'), in));
        }
        var word = in.word("a value", c -> !Character.isWhitespace(c) && "\"%,&|()[]{}=!<>".indexOf(c) < 0);
        return number(word).<Operand>map(Numeric::new).orElseGet(() -> new Glob(word));
    }

    /// The number that a text is, if it is one.
    static Optional<BigDecimal> number(String text) {
        if (text.isEmpty() || text.length() > 64 || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Whether a text is equal to this.
    default boolean isEqualTo(String text) {
        return switch (this) {
            case Numeric n ->
                number(text).map(value -> value.compareTo(n.value) == 0).orElse(false);
            case Glob glob -> matches(glob.text, text);
            case Matching matching -> matching.regex.test(text);
        };
    }

    /// Whole match, in one go over the text.
    private static boolean matches(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = t;
            } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
