package dev.evenkeel.api.logs.pattern;

import java.util.Optional;

/// How a text is held against an operand.
enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    NOT_EQUAL("!="),
    EQUAL("="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /// The sign that comes next, if one does.
    static Optional<Comparison> parse(Cursor in) {
        for (var comparison : values()) {
            if (in.take(comparison.sign)) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }

    /// Order is told of numbers only.
    Operand operand(Cursor in) {
        var operand = Operand.parse(in);
        boolean ordered = this != EQUAL && this != NOT_EQUAL;
        if (ordered && !(operand instanceof Operand.Numeric)) {
            throw in.invalid(sign + " needs a number");
        }
        return operand;
    }

    boolean holds(String text, Operand operand) {
        return switch (this) {
            case EQUAL -> operand.isEqualTo(text);
            case NOT_EQUAL -> !operand.isEqualTo(text);
            case AT_LEAST, AT_MOST, MORE, LESS ->
                operand instanceof Operand.Numeric number
                        && Operand.number(text)
                                .map(value -> value.compareTo(number.value()))
                                .filter(this::holds)
                                .isPresent();
        };
    }

    private boolean holds(int order) {
        return switch (this) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case LESS -> order < 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
        };
    }
}
