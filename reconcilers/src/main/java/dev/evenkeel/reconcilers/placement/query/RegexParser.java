package dev.evenkeel.reconcilers.placement.query;

import dev.evenkeel.reconcilers.placement.query.RegexNode.Choice;
import dev.evenkeel.reconcilers.placement.query.RegexNode.Edge;
import dev.evenkeel.reconcilers.placement.query.RegexNode.One;
import dev.evenkeel.reconcilers.placement.query.RegexNode.Repeat;
import dev.evenkeel.reconcilers.placement.query.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Recursive descent over a regular expression.
final class RegexParser {
    private static final int DEEPEST = 50;
    private static final int MOST_REPEATS = 1_000;

    private final String text;
    private int at;
    private int depth;

    RegexParser(String text) {
        this.text = text;
    }

    RegexNode whole() {
        var node = choice();
        if (at < text.length()) {
            throw wrong(") closes nothing");
        }
        return node;
    }

    private RegexNode choice() {
        if (++depth > DEEPEST) {
            throw wrong("groups nest at most " + DEEPEST + " deep");
        }
        var branches = new ArrayList<RegexNode>();
        do {
            branches.add(sequence());
        } while (take('|'));
        depth--;
        return branches.size() == 1 ? branches.getFirst() : new Choice(branches);
    }

    private RegexNode sequence() {
        var parts = new ArrayList<RegexNode>();
        while (at < text.length() && peek() != '|' && peek() != ')') {
            parts.add(repeated(atom()));
        }
        return new Sequence(parts);
    }

    private RegexNode repeated(RegexNode part) {
        if (take('*')) {
            return greed(new Repeat(part, 0, Integer.MAX_VALUE));
        }
        if (take('+')) {
            return greed(new Repeat(part, 1, Integer.MAX_VALUE));
        }
        if (take('?')) {
            return greed(new Repeat(part, 0, 1));
        }
        return take('{') ? greed(counted(part)) : part;
    }

    /// A reluctant part reaches what a greedy one does; a possessive one does not.
    private RegexNode greed(RegexNode node) {
        if (!take('?') && take('+')) {
            throw wrong("possessive quantifiers are not supported");
        }
        return node;
    }

    private RegexNode counted(RegexNode part) {
        int least = count();
        int most = least;
        if (take(',')) {
            most = at < text.length() && peek() == '}' ? Integer.MAX_VALUE : count();
        }
        if (!take('}') || most < least) {
            throw wrong("a repetition is {m}, {m,} or {m,n}");
        }
        return new Repeat(part, least, most);
    }

    private int count() {
        int count = 0;
        int first = at;
        while (at < text.length() && peek() >= '0' && peek() <= '9' && count <= MOST_REPEATS) {
            count = count * 10 + next() - '0';
        }
        if (first == at || count > MOST_REPEATS) {
            throw wrong("a repetition takes numbers up to " + MOST_REPEATS);
        }
        return count;
    }

    private RegexNode atom() {
        char c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new One(set());
            case '.' -> new One(_ -> true);
            case '^' -> new Edge(false);
            case '$' -> new Edge(true);
            case '\\' -> new One(escape());
            case '*', '+', '?', '{' -> throw wrong(c + " repeats nothing");
            default -> new One(seen -> seen == c);
        };
    }

    private RegexNode group() {
        if (take('?') && !take(':')) {
            throw wrong("of the groups that begin with (? only (?: is supported");
        }
        var node = choice();
        if (!take(')')) {
            throw wrong("a group is not closed");
        }
        return node;
    }

    private IntPredicate escape() {
        char c = next();
        return switch (c) {
            case 'd' -> RegexParser::isDigit;
            case 'D' -> seen -> !isDigit(seen);
            case 'w' -> RegexParser::isOfWord;
            case 'W' -> seen -> !isOfWord(seen);
            case 's' -> Character::isWhitespace;
            case 'S' -> seen -> !Character.isWhitespace(seen);
            default -> {
                if (isOfWord(c) && c != '_') {
                    throw wrong("\\" + c + " is not supported");
                }
                yield seen -> seen == c;
            }
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOfWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    /// A class. A bracket that closes right after the one that opens stands for itself.
    private IntPredicate set() {
        boolean negated = take('^');
        var members = new ArrayList<IntPredicate>();
        do {
            members.add(member());
        } while (!take(']'));
        IntPredicate any = seen -> isIn(members, seen);
        return negated ? any.negate() : any;
    }

    private static boolean isIn(List<IntPredicate> members, int c) {
        return members.stream().anyMatch(member -> member.test(c));
    }

    private IntPredicate member() {
        char first = next();
        if (first == '\\') {
            return escape();
        }
        if (first == '[' || text.startsWith("&&", at - 1)) {
            throw wrong("a class within a class is not supported");
        }
        boolean range = at + 1 < text.length() && peek() == '-' && text.charAt(at + 1) != ']';
        if (!range) {
            return seen -> seen == first;
        }
        at++;
        char last = next();
        if (last == '\\' || last < first) {
            throw wrong("a range is two characters in their order");
        }
        return seen -> seen >= first && seen <= last;
    }

    private char peek() {
        return text.charAt(at);
    }

    private char next() {
        if (at >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at++);
    }

    private boolean take(char c) {
        boolean there = at < text.length() && peek() == c;
        if (there) {
            at++;
        }
        return there;
    }

    private QueryException wrong(String why) {
        return new QueryException(text + " is not a regular expression that is supported: " + why);
    }
}
