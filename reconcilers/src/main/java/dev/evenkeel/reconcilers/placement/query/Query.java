package dev.evenkeel.reconcilers.placement.query;

import java.util.function.Predicate;

/// An expression of the cluster query language, such as `attribute:ecs.instance-type =~ g2.* and not(task:group ==
/// db)`.
///
/// @param text as it was written
/// @param test which instances it holds for
public record Query(String text, Predicate<Instance> test) {
    /// The longest expression, in characters.
    public static final int LONGEST = 2_000;

    /// Reads an expression.
    ///
    /// @throws QueryException if it is none
    public static Query parse(String text) {
        if (text.length() > LONGEST) {
            throw new QueryException("an expression has at most " + LONGEST + " characters");
        }
        return new Query(text, new Parser(Token.of(text)).whole());
    }

    /// Whether the expression holds for this instance.
    public boolean matches(Instance instance) {
        return test.test(instance);
    }
}
