package dev.evenkeel.api.model;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of a service model, matched against whole values with bounded effort.
///
/// AWS evaluates these patterns in Java against the whole value. Some are written for other engines; one that Java
/// cannot compile accepts everything here, and a test names them all.
public final class TextPattern {
    /// Reads of a character that one match may take; an ordinary match takes a few per character.
    private static final int BUDGET_FLOOR = 100_000;

    private static final int BUDGET_PER_CHARACTER = 100;

    private final String source;
    private final Optional<Pattern> compiled;

    TextPattern(String source) {
        this.source = source;
        this.compiled = compile(source);
    }

    private static Optional<Pattern> compile(String source) {
        try {
            return Optional.of(Pattern.compile(source));
        } catch (PatternSyntaxException notForJava) {
            return Optional.empty();
        }
    }

    /// The expression as the model has it.
    public String source() {
        return source;
    }

    /// Whether Java can evaluate the expression.
    public boolean usable() {
        return compiled.isPresent();
    }

    /// Whether the whole value matches. A value that cannot be decided within the budget does not.
    public boolean matches(String value) {
        return compiled.isEmpty() || decided(compiled.get(), value);
    }

    private static boolean decided(Pattern pattern, String value) {
        try {
            return pattern.matcher(new Bounded(value)).matches();
        } catch (BudgetSpent | StackOverflowError tooHard) {
            return false;
        }
    }

    @Override
    public String toString() {
        return source;
    }

    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1;

        BudgetSpent() {
            super("pattern budget spent", null, false, false);
        }
    }

    /// Counts how often the matcher looks at a character, which grows exponentially when it backtracks without end.
    private static final class Bounded implements CharSequence {
        private final String value;
        private long left;

        Bounded(String value) {
            this.value = value;
            this.left = BUDGET_FLOOR + (long) BUDGET_PER_CHARACTER * value.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new BudgetSpent();
            }
            return value.charAt(index);
        }

        @Override
        public int length() {
            return value.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return value.subSequence(start, end);
        }

        @Override
        public String toString() {
            return value;
        }
    }
}
