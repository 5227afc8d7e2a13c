package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.monitoring.Formula.Choice;
import dev.evenkeel.reconcilers.monitoring.Formula.Filled;
import dev.evenkeel.reconcilers.monitoring.Formula.Folded;
import dev.evenkeel.reconcilers.monitoring.Formula.Joined;
import dev.evenkeel.reconcilers.monitoring.Formula.Listed;
import dev.evenkeel.reconcilers.monitoring.Formula.Literal;
import dev.evenkeel.reconcilers.monitoring.Formula.Mapped;
import dev.evenkeel.reconcilers.monitoring.Formula.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the expressions of metric math that are understood: arithmetic, comparisons, `AND`, `OR`, `IF`, `FILL`, `ABS`,
/// `CEIL`, `FLOOR`, and `SUM`, `AVG`, `MIN`, `MAX` of a line or of a list of lines.
final class FormulaParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|[A-Za-z_][A-Za-z0-9_]*|<=|>=|==|!=|&&|\\|\\||[-+*/^()\\[\\],<>])");
    private static final String END = "";

    /// Weakest first.
    private static final List<Map<String, DoubleBinaryOperator>> OPERATORS = List.of(
            Map.of("||", (a, b) -> truth(a != 0 || b != 0), "OR", (a, b) -> truth(a != 0 || b != 0)),
            Map.of("&&", (a, b) -> truth(a != 0 && b != 0), "AND", (a, b) -> truth(a != 0 && b != 0)),
            Map.of(
                    "<", (a, b) -> truth(a < b),
                    "<=", (a, b) -> truth(a <= b),
                    ">", (a, b) -> truth(a > b),
                    ">=", (a, b) -> truth(a >= b),
                    "==", (a, b) -> truth(a == b),
                    "!=", (a, b) -> truth(a != b)),
            Map.of("+", Double::sum, "-", (a, b) -> a - b),
            Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b));

    private final List<String> tokens;
    private int at;

    private FormulaParser(List<String> tokens) {
        this.tokens = tokens;
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    /// @throws IllegalArgumentException says what is not understood
    static Formula parse(String text) {
        var parser = new FormulaParser(tokens(text));
        var formula = parser.binary(0);
        if (!parser.peek().equals(END)) {
            throw unexpected(parser.peek());
        }
        return formula;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw unexpected(text.substring(end).strip());
        }
        return tokens;
    }

    private static IllegalArgumentException unexpected(String token) {
        return new IllegalArgumentException(
                token.equals(END) ? "it ends too early" : "'" + token + "' is not understood there");
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private String next() {
        var token = peek();
        at++;
        return token;
    }

    private boolean skip(String token) {
        boolean there = peek().equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!skip(token)) {
            throw unexpected(peek());
        }
    }

    private Formula binary(int level) {
        if (level == OPERATORS.size()) {
            return power();
        }
        var left = binary(level + 1);
        for (var how = OPERATORS.get(level).get(peek());
                how != null;
                how = OPERATORS.get(level).get(peek())) {
            next();
            left = new Joined(how, left, binary(level + 1));
        }
        return left;
    }

    private Formula power() {
        if (skip("-")) {
            return new Mapped(value -> -value, power());
        }
        var base = atom();
        return skip("^") ? new Joined(Math::pow, base, power()) : base;
    }

    private Formula atom() {
        var token = next();
        if (token.equals("(")) {
            var inner = binary(0);
            expect(")");
            return inner;
        }
        if (token.equals("[")) {
            return new Listed(list("]"));
        }
        if (token.isEmpty() || !Character.isLetterOrDigit(token.charAt(0))) {
            throw unexpected(token);
        }
        if (Character.isDigit(token.charAt(0))) {
            return new Literal(Double.parseDouble(token));
        }
        return skip("(") ? function(token, list(")")) : new Named(token);
    }

    private List<Formula> list(String end) {
        var items = new ArrayList<Formula>();
        if (skip(end)) {
            return items;
        }
        do {
            items.add(binary(0));
        } while (skip(","));
        expect(end);
        return items;
    }

    private static Formula function(String name, List<Formula> of) {
        return switch (name + "/" + of.size()) {
            case "ABS/1" -> new Mapped(Math::abs, of.getFirst());
            case "CEIL/1" -> new Mapped(Math::ceil, of.getFirst());
            case "FLOOR/1" -> new Mapped(Math::floor, of.getFirst());
            case "SUM/1" -> new Folded(false, Double::sum, of.getFirst());
            case "AVG/1" -> new Folded(true, Double::sum, of.getFirst());
            case "MIN/1" -> new Folded(false, Math::min, of.getFirst());
            case "MAX/1" -> new Folded(false, Math::max, of.getFirst());
            case "IF/3" -> new Choice(of.getFirst(), of.get(1), of.get(2));
            case "FILL/2" -> fill(of.getFirst(), of.get(1));
            default ->
                throw new IllegalArgumentException(
                        "the function " + name + " with " + of.size() + " arguments is not supported yet");
        };
    }

    private static Formula fill(Formula of, Formula with) {
        boolean repeat = with.equals(new Named("REPEAT"));
        if (!repeat && !(with instanceof Literal)) {
            throw new IllegalArgumentException("FILL takes a number or REPEAT");
        }
        return new Filled(of, with, repeat);
    }
}
