package dev.evenkeel.api.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Tests joined by `&&` and `||`, of which the first binds closer, and by parentheses.
///
/// @param <T> what is tested
sealed interface Condition<T> extends Predicate<T> {
    /// All of them hold.
    record All<T>(List<Condition<T>> parts) implements Condition<T> {
        @Override
        public boolean test(T value) {
            return parts.stream().allMatch(part -> part.test(value));
        }
    }

    /// One of them holds.
    record Any<T>(List<Condition<T>> parts) implements Condition<T> {
        @Override
        public boolean test(T value) {
            return parts.stream().anyMatch(part -> part.test(value));
        }
    }

    /// One test.
    record One<T>(Predicate<T> test) implements Condition<T> {
        @Override
        public boolean test(T value) {
            return test.test(value);
        }
    }

    /// Reads a condition.
    ///
    /// @param single reads one test
    static <T> Condition<T> parse(Cursor in, Function<Cursor, Predicate<T>> single) {
        var parts = new ArrayList<Condition<T>>();
        do {
            parts.add(conjunction(in, single));
        } while (in.take("||"));
        return parts.size() == 1 ? parts.getFirst() : new Any<>(List.copyOf(parts));
    }

    private static <T> Condition<T> conjunction(Cursor in, Function<Cursor, Predicate<T>> single) {
        var parts = new ArrayList<Condition<T>>();
        do {
            parts.add(part(in, single));
        } while (in.take("&&"));
        return parts.size() == 1 ? parts.getFirst() : new All<>(List.copyOf(parts));
    }

    private static <T> Condition<T> part(Cursor in, Function<Cursor, Predicate<T>> single) {
        if (!in.take("(")) {
            return new One<>(single.apply(in));
        }
        var inner = parse(in, single);
        in.expect(")");
        return inner;
    }
}
