package dev.evenkeel.reconcilers.placement.query;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A version, compared number by number; what one of two does not have counts as 0.
record Version(List<Integer> parts) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,5}");
    private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[^0-9]+");

    /// @throws QueryException if the text is not numbers between dots
    static Version parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new QueryException(text + " is not a version");
        }
        return of(text);
    }

    /// The numbers in a text, whatever else there is.
    static Version of(String text) {
        return new Version(Arrays.stream(BETWEEN_NUMBERS.split(text))
                .filter(part -> !part.isEmpty() && part.length() < 10)
                .map(Integer::valueOf)
                .toList());
    }

    @Override
    public int compareTo(Version other) {
        int longest = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < longest; i++) {
            int order = Integer.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }
}
