package dev.evenkeel.reconcilers.sim;

import java.util.ArrayList;
import java.util.List;

/// What the checkers found to be wrong, in the order in which it was found.
final class Findings {
    private static final int KEPT = 10;

    private final List<String> list = new ArrayList<>();

    /// @param invariant the promise that was broken, as a short sentence
    /// @param what the evidence
    void add(String invariant, String what) {
        if (list.size() < KEPT) {
            list.add(invariant + ": " + what);
        }
    }

    /// Adds when `holds` is false.
    void check(boolean holds, String invariant, Object what) {
        if (!holds) {
            add(invariant, what.toString());
        }
    }

    boolean none() {
        return list.isEmpty();
    }

    List<String> list() {
        return List.copyOf(list);
    }
}
