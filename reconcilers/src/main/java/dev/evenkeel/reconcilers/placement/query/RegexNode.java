package dev.evenkeel.reconcilers.placement.query;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// A part of a regular expression: from where in a text it leads where.
sealed interface RegexNode {
    /// The positions that are reached from any of these. An exhausted run reaches nothing.
    BitSet follow(Run run, BitSet from);

    /// One look at one text, with the steps that are left of it.
    final class Run {
        private final String text;
        private int left;

        Run(String text, int steps) {
            this.text = text;
            this.left = steps;
        }

        boolean exhausted() {
            return left < 0;
        }

        private boolean step() {
            return --left >= 0;
        }
    }

    /// One character.
    record One(IntPredicate is) implements RegexNode {
        @Override
        public BitSet follow(Run run, BitSet from) {
            var to = new BitSet();
            for (int at = from.nextSetBit(0); at >= 0 && run.step(); at = from.nextSetBit(at + 1)) {
                if (at < run.text.length() && is.test(run.text.charAt(at))) {
                    to.set(at + 1);
                }
            }
            return to;
        }
    }

    /// The beginning of the text, or its end.
    record Edge(boolean end) implements RegexNode {
        @Override
        public BitSet follow(Run run, BitSet from) {
            int edge = end ? run.text.length() : 0;
            var to = new BitSet();
            if (run.step() && from.get(edge)) {
                to.set(edge);
            }
            return to;
        }
    }

    /// One part after another.
    record Sequence(List<RegexNode> parts) implements RegexNode {
        @Override
        public BitSet follow(Run run, BitSet from) {
            var at = from;
            for (var part : parts) {
                if (at.isEmpty()) {
                    return at;
                }
                at = part.follow(run, at);
            }
            return at;
        }
    }

    /// Any of these.
    record Choice(List<RegexNode> branches) implements RegexNode {
        @Override
        public BitSet follow(Run run, BitSet from) {
            var to = new BitSet();
            for (var branch : branches) {
                to.or(branch.follow(run, from));
            }
            return to;
        }
    }

    /// A part at least, and at most, so many times.
    record Repeat(RegexNode part, int least, int most) implements RegexNode {
        @Override
        public BitSet follow(Run run, BitSet from) {
            var at = from;
            for (int i = 0; i < least && run.step(); i++) {
                at = part.follow(run, at);
            }
            var reached = new BitSet();
            reached.or(at);
            var fresh = at;
            for (int i = least; i < most && !fresh.isEmpty() && run.step(); i++) {
                var next = new BitSet();
                next.or(part.follow(run, fresh));
                next.andNot(reached);
                reached.or(next);
                fresh = next;
            }
            return reached;
        }
    }
}
