package dev.evenkeel.reconcilers.placement.query;

import java.util.Arrays;
import java.util.Optional;

/// How a simple expression compares.
enum Operator {
    EQUALS(Argument.ONE, "==", "equals"),
    NOT_EQUALS(Argument.ONE, "!=", "not_equals"),
    GREATER(Argument.ONE, ">", "greater_than"),
    GREATER_OR_EQUAL(Argument.ONE, ">=", "greater_than_equal"),
    LESS(Argument.ONE, "<", "less_than"),
    LESS_OR_EQUAL(Argument.ONE, "<=", "less_than_equal"),
    EXISTS(Argument.NONE, "exists", "exists"),
    NOT_EXISTS(Argument.NONE, "!exists", "not_exists"),
    IN(Argument.LIST, "in", "in"),
    NOT_IN(Argument.LIST, "!in", "not_in"),
    MATCHES(Argument.ONE, "=~", "matches"),
    NOT_MATCHES(Argument.ONE, "!~", "not_matches");

    /// What an operator is followed by.
    enum Argument {
        NONE,
        ONE,
        LIST
    }

    private final Argument argument;
    private final String sign;
    private final String word;

    Operator(Argument argument, String sign, String word) {
        this.argument = argument;
        this.sign = sign;
        this.word = word;
    }

    /// The operator that is written so, in either way.
    static Optional<Operator> of(String written) {
        return Arrays.stream(values())
                .filter(op -> op.sign.equals(written) || op.word.equals(written))
                .findFirst();
    }

    Argument argument() {
        return argument;
    }

    /// As it is written most.
    String sign() {
        return sign;
    }

    /// Whether an order of two values, as comparators give it, is the one that this asks for.
    boolean holds(int order) {
        return switch (this) {
            case EQUALS -> order == 0;
            case NOT_EQUALS -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case EXISTS, NOT_EXISTS, IN, NOT_IN, MATCHES, NOT_MATCHES ->
                throw new IllegalStateException(this + " does not ask for an order");
        };
    }
}
