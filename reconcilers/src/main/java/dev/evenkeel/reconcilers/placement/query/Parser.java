package dev.evenkeel.reconcilers.placement.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Recursive descent over the tokens of one expression: `or` binds weakest, then `and`, then `not`.
final class Parser {
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private int next;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// The expression that all tokens together are.
    Predicate<Instance> whole() {
        var expression = or();
        if (peek().kind() != Token.Kind.END) {
            throw unexpected();
        }
        return expression;
    }

    private Predicate<Instance> or() {
        var left = and();
        while (take("||") || take("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<Instance> and() {
        var left = not();
        while (take("&&") || take("and")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<Instance> not() {
        if (++depth > DEEPEST) {
            throw new QueryException("an expression nests at most " + DEEPEST + " deep");
        }
        var expression = take("!") || take("not") ? not().negate() : take("(") ? closed() : simple();
        depth--;
        return expression;
    }

    private Predicate<Instance> closed() {
        var inner = or();
        require(")");
        return inner;
    }

    private Predicate<Instance> simple() {
        if (peek().kind() != Token.Kind.WORD) {
            throw unexpected();
        }
        var subject = Subject.named(take().text());
        var operator = operator();
        subject.requireTakes(operator);
        return switch (operator.argument()) {
            case NONE -> subject.test(operator, List.of());
            case ONE -> subject.test(operator, List.of(argument()));
            case LIST -> subject.test(operator, list());
        };
    }

    /// `!exists` and `!in` are two tokens: the first alone would negate what follows.
    private Operator operator() {
        var sign = take("!") ? "!" : "";
        var word = take();
        return Operator.of(sign + word.text())
                .filter(_ -> word.kind() != Token.Kind.QUOTED)
                .orElseThrow(() -> new QueryException(
                        word.kind() == Token.Kind.END
                                ? "an operator is missing at the end"
                                : sign + word.text() + " at position " + word.at() + " is not an operator"));
    }

    private String argument() {
        var token = peek();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED) {
            throw unexpected();
        }
        return take().text();
    }

    private List<String> list() {
        require("[");
        var items = new ArrayList<String>();
        do {
            items.add(argument());
        } while (take(","));
        require("]");
        return items;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        var token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    private boolean take(String symbolOrWord) {
        boolean there = peek().is(symbolOrWord);
        if (there) {
            next++;
        }
        return there;
    }

    private void require(String symbol) {
        if (!take(symbol)) {
            throw new QueryException(symbol + " is missing at position " + peek().at());
        }
    }

    private QueryException unexpected() {
        var token = peek();
        return new QueryException(
                token.kind() == Token.Kind.END
                        ? "the expression ends too early"
                        : token.text() + " at position " + token.at() + " is not expected there");
    }
}
