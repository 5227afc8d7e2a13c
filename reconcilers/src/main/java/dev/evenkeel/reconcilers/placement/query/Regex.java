package dev.evenkeel.reconcilers.placement.query;

import java.util.BitSet;

/// A regular expression of a stranger's that cannot hold up the ledger: it follows all ways through a text at once,
/// never one after another, and gives up after so many steps, which is then no match.
///
/// @param whole what a text has to be, all of it
record Regex(RegexNode whole) {
    /// Far more than any honest expression needs for an attribute of 128 characters.
    private static final int STEPS = 200_000;

    /// Reads what ECS's queries use of Java's regular expressions: characters and classes of them, `.`, groups, `|`,
    /// `*`, `+`, `?`, `{m,n}`.
    ///
    /// @throws QueryException if it is none, or asks for more than that
    static Regex parse(String text) {
        return new Regex(new RegexParser(text).whole());
    }

    boolean matches(String text) {
        var run = new RegexNode.Run(text, STEPS);
        var starts = new BitSet();
        starts.set(0);
        var ends = whole.follow(run, starts);
        return !run.exhausted() && ends.get(text.length());
    }
}
