package dev.evenkeel.api.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Terms that a message contains: all of them, of those with `?` at least one, of those with `-` none.
record Terms(List<Predicate<String>> all, List<Predicate<String>> any, List<Predicate<String>> none)
        implements LogPattern {
    Terms {
        all = List.copyOf(all);
        any = List.copyOf(any);
        none = List.copyOf(none);
    }

    static Terms parse(Cursor in) {
        var all = new ArrayList<Predicate<String>>();
        var any = new ArrayList<Predicate<String>>();
        var none = new ArrayList<Predicate<String>>();
        while (!in.done()) {
            var list = in.take("?") ? any : in.take("-") ? none : all;
            list.add(term(in));
        }
        return new Terms(all, any, none);
    }

    private static Predicate<String> term(Cursor in) {
        if (in.take("\"")) {
            var phrase = in.until('"');
            return message -> message.contains(phrase);
        }
        if (in.take("%")) {
            return Regex.of(in.until('%'), in);
        }
        var word = in.word("a term", c -> Character.isLetterOrDigit(c) || c == '_');
        if (in.here() != 0 && !Character.isWhitespace(in.here())) {
            throw in.invalid("invalid character '" + in.here() + "' in term '" + word + "', which needs quotes,");
        }
        return message -> message.contains(word);
    }

    @Override
    public boolean test(String message) {
        return all.stream().allMatch(term -> term.test(message))
                && (any.isEmpty() || any.stream().anyMatch(term -> term.test(message)))
                && none.stream().noneMatch(term -> term.test(message));
    }
}
