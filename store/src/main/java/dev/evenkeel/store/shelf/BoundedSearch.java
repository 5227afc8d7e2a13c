package dev.evenkeel.store.shelf;

import java.util.regex.Pattern;

/// Looks for users' regular expressions in log lines without ever taking long: some expressions try without end.
public final class BoundedSearch {
    private BoundedSearch() {}

    /// Whether a pattern is found in a text, looking at no more than so many characters, again and again ones included.
    ///
    /// @return false also when it was given up
    public static boolean find(Pattern pattern, String text, int mostSteps) {
        try {
            return pattern.matcher(new Watched(text, mostSteps)).find();
        } catch (TooLongException _) {
            return false;
        }
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super(null, null, false, false);
        }
    }

    /// A text that counts how often it is looked at.
    private static final class Watched implements CharSequence {
        private final String text;
        private int left;

        Watched(String text, int left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
