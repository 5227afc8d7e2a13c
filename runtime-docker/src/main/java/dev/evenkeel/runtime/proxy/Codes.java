package dev.evenkeel.runtime.proxy;

import java.util.Arrays;
import java.util.List;

/// Codes and ranges of codes, such as `200,202` and `200-299`.
record Codes(List<Range> ranges) {
    record Range(int first, int last) {}

    static Codes of(String text) {
        return new Codes(Arrays.stream(text.split(",", -1)).map(Codes::range).toList());
    }

    private static Range range(String text) {
        var ends = text.split("-", -1);
        return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    boolean has(int code) {
        return ranges.stream().anyMatch(range -> range.first <= code && code <= range.last);
    }
}
