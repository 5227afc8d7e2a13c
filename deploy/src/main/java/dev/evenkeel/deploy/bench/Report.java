package dev.evenkeel.deploy.bench;

import java.io.PrintWriter;
import java.util.Locale;

/// Where a benchmark writes its figures: aligned lines of a name and what was measured.
public final class Report {
    private final PrintWriter out;

    /// Lines go there at once.
    public Report(PrintWriter out) {
        this.out = out;
    }

    /// A heading.
    public void title(String text) {
        line("\n== %s", text);
    }

    /// A figure, formatted as by [String#format].
    @SuppressWarnings("AnnotateFormatMethod")
    public void figure(String name, String format, Object... values) {
        line("  %-46s %s", name, String.format(Locale.ROOT, format, values));
    }

    /// A remark, such as why something was left out.
    public void remark(String text) {
        line("  (%s)", text);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
