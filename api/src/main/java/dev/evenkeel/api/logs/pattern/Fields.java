package dev.evenkeel.api.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Fields between spaces, each with a name and perhaps conditions. `…` in quotes or brackets is one field.
///
/// @param first from the first field on
/// @param last up to the last field, where `...` stands for any number of fields between them
record Fields(List<Predicate<String>> first, List<Predicate<String>> last, boolean open) implements LogPattern {
    Fields {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    static Fields parse(Cursor in) {
        var first = new ArrayList<Predicate<String>>();
        var last = new ArrayList<Predicate<String>>();
        boolean open = false;
        do {
            if (!in.take("...")) {
                (open ? last : first).add(field(in));
            } else if (open) {
                throw in.invalid("'...' stands there twice");
            } else {
                open = true;
            }
        } while (in.take(","));
        in.expect("]");
        if (!in.done()) {
            throw in.invalid("nothing may follow ']'");
        }
        return new Fields(first, last, open);
    }

    private static Predicate<String> field(Cursor in) {
        return Condition.parse(in, Fields::single);
    }

    private static Predicate<String> single(Cursor in) {
        in.word("the name of a field", c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$');
        var comparison = Comparison.parse(in);
        if (comparison.isEmpty()) {
            return _ -> true;
        }
        var operand = comparison.get().operand(in);
        return text -> comparison.get().holds(text, operand);
    }

    @Override
    public boolean test(String message) {
        var fields = split(message);
        int named = first.size() + last.size();
        if (open ? fields.size() < named : fields.size() != named) {
            return false;
        }
        return holds(first, fields.subList(0, first.size()))
                && holds(last, fields.subList(fields.size() - last.size(), fields.size()));
    }

    private static boolean holds(List<Predicate<String>> conditions, List<String> fields) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).test(fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(String message) {
        var fields = new ArrayList<String>();
        int at = 0;
        while (at < message.length()) {
            char begin = message.charAt(at);
            int end = message.indexOf(begin == '"' ? '"' : begin == '[' ? ']' : ' ', at + 1);
            if (begin == ' ') {
                at++;
            } else if (end < 0) {
                fields.add(message.substring(at));
                at = message.length();
            } else {
                fields.add(message.substring(begin == '"' || begin == '[' ? at + 1 : at, end));
                at = end + 1;
            }
        }
        return fields;
    }
}
