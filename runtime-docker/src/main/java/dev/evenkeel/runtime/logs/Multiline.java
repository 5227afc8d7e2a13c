package dev.evenkeel.runtime.logs;

import dev.evenkeel.store.shelf.BoundedSearch;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What the first line of an event looks like that has several: `awslogs-multiline-pattern`, or a time written as in
/// `awslogs-datetime-format`.
public final class Multiline {
    /// The engine's names of the parts of a time, as in strftime, and what they look like.
    private static final Map<Character, String> PARTS = Map.ofEntries(
            Map.entry('a', "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
            Map.entry('A', "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"),
            Map.entry('w', "[0-6]"),
            Map.entry('d', "(?:0[1-9]|[12]\\d|3[01])"),
            Map.entry('b', "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
            Map.entry('B', "(?:January|February|March|April|May|June|July|August|September|October|November|December)"),
            Map.entry('m', "(?:0[1-9]|1[0-2])"),
            Map.entry('Y', "\\d{4}"),
            Map.entry('y', "\\d{2}"),
            Map.entry('H', "(?:[01]\\d|2[0-3])"),
            Map.entry('I', "(?:0[1-9]|1[0-2])"),
            Map.entry('p', "[AP]M"),
            Map.entry('M', "[0-5]\\d"),
            Map.entry('S', "[0-5]\\d"),
            Map.entry('L', "\\.\\d{3}"),
            Map.entry('f', "\\d{6}"),
            Map.entry('z', "[+-]\\d{4}"),
            Map.entry('Z', "[A-Z]{1,4}T"),
            Map.entry('j', "(?:0[0-9][1-9]|[12]\\d{2}|3[0-5]\\d|36[0-6])"),
            Map.entry('%', "%"));

    /// Looks at so many characters of a line, then takes it for one that goes on.
    private static final int MOST_STEPS = 100_000;

    private final Pattern pattern;

    private Multiline(Pattern pattern) {
        this.pattern = pattern;
    }

    /// What the options of an awslogs container ask for, as a regular expression; none where each line is an event.
    public static Optional<String> expression(Map<String, String> options) {
        var pattern = options.get("awslogs-multiline-pattern");
        return pattern == null
                ? Optional.ofNullable(options.get("awslogs-datetime-format")).map(Multiline::ofTimes)
                : Optional.of(pattern);
    }

    /// Lines that match an expression. One that cannot be read matches each line.
    static Multiline of(String expression) {
        try {
            return new Multiline(Pattern.compile(expression));
        } catch (PatternSyntaxException _) {
            return new Multiline(Pattern.compile(""));
        }
    }

    private static String ofTimes(String format) {
        var expression = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char sign = format.charAt(i);
            var part = sign == '%' && i + 1 < format.length() ? PARTS.get(format.charAt(i + 1)) : null;
            expression.append(part == null ? Pattern.quote(String.valueOf(sign)) : part);
            i += part == null ? 0 : 1;
        }
        return expression.toString();
    }

    boolean begins(String line) {
        return BoundedSearch.find(pattern, line, MOST_STEPS);
    }
}
