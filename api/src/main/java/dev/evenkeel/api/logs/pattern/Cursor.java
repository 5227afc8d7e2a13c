package dev.evenkeel.api.logs.pattern;

import java.util.function.IntPredicate;

/// A pattern as it is read, from left to right.
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean done() {
        skipSpaces();
        return at == text.length();
    }

    /// Whether such a text comes next; moves past it if so.
    boolean take(String next) {
        skipSpaces();
        boolean is = text.startsWith(next, at);
        at += is ? next.length() : 0;
        return is;
    }

    /// Whether such a word comes next, in capitals or not, and nothing that would make it longer.
    boolean takeWord(String word) {
        skipSpaces();
        int end = at + word.length();
        boolean is = text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        at = is ? end : at;
        return is;
    }

    void expect(String next) {
        if (!take(next)) {
            throw invalid("expected '" + next + "'");
        }
    }

    /// The characters that come next as long as they are of a kind; at least one.
    String word(String what, IntPredicate kind) {
        skipSpaces();
        int from = at;
        while (at < text.length() && kind.test(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw invalid("expected " + what);
        }
        return text.substring(from, at);
    }

    /// What stands between here and the closing sign, which `\` may stand before within.
    String until(char closing) {
        var found = new StringBuilder();
        while (at < text.length() && text.charAt(at) != closing) {
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == closing;
            at += escaped ? 1 : 0;
            found.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw invalid("missing " + closing);
        }
        at++;
        return found.toString();
    }

    /// The sign right here, without passing spaces; 0 at the end.
    char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    PatternException invalid(String why) {
        return new PatternException("Invalid filter pattern: " + why + " at position " + at);
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
