package dev.evenkeel.reconcilers.placement.query;

import java.util.ArrayList;
import java.util.List;

/// The smallest part of an expression.
///
/// @param at position of its first character
record Token(Kind kind, String text, int at) {
    /// What a token may be.
    enum Kind {
        WORD,
        QUOTED,
        SYMBOL,
        END
    }

    private static final List<String> SYMBOLS =
            List.of("==", "!=", ">=", "<=", "=~", "!~", "&&", "||", ">", "<", "!", "(", ")", "[", "]", ",");

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
    }

    /// The tokens of a text, [Kind#END] last.
    static List<Token> of(String text) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else {
                var token = c == '"' || c == '\'' ? quoted(text, at) : plain(text, at);
                tokens.add(token);
                at += token.text.length() + (token.kind == Kind.QUOTED ? 2 : 0);
            }
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static Token quoted(String text, int at) {
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw new QueryException("the quotation at position " + at + " does not end");
        }
        return new Token(Kind.QUOTED, text.substring(at + 1, end), at);
    }

    private static Token plain(String text, int at) {
        int end = at;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        if (end > at) {
            return new Token(Kind.WORD, text.substring(at, end), at);
        }
        return SYMBOLS.stream()
                .filter(symbol -> text.startsWith(symbol, at))
                .findFirst()
                .map(symbol -> new Token(Kind.SYMBOL, symbol, at))
                .orElseThrow(() -> new QueryException(
                        "the character " + text.charAt(at) + " at position " + at + " must be quoted"));
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ".-_:/*+\\".indexOf(c) >= 0;
    }
}
