package dev.evenkeel.store.audit;

import java.util.ArrayList;
import java.util.List;

/// Causes as a tree of lines: what and for what reason, where in the log, and who.
public final class Renderer {
    private static final int COLUMN = 80;

    private Renderer() {}

    private record Line(String words, String place) {}

    /// The tree, each line ended.
    public static String render(Why why) {
        var lines = new ArrayList<Line>();
        add(lines, why, "", "");
        int column = lines.stream()
                .mapToInt(line -> line.words.length())
                .filter(width -> width < COLUMN)
                .max()
                .orElse(0);
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(line.words)
                    .repeat(' ', Math.max(0, column - line.words.length()))
                    .append("  ")
                    .append(line.place)
                    .append('\n');
        }
        return text.toString();
    }

    private static void add(List<Line> lines, Why why, String first, String rest) {
        var what = why.what();
        var words = first + Sentences.of(what.event()) + reason(why);
        lines.add(new Line(words, what.ref() + "  " + Sentences.of(what.origin())));
        for (int i = 0; i < why.because().size(); i++) {
            boolean last = i == why.because().size() - 1;
            add(lines, why.because().get(i), rest + (last ? "└ " : "├ "), rest + (last ? "  " : "│ "));
        }
    }

    private static String reason(Why why) {
        var reason = Sentences.of(why.what().reason());
        return (reason.isEmpty() ? "" : ": " + reason) + (why.elsewhere() ? " …" : "");
    }
}
