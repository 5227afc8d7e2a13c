package dev.evenkeel.api.ec2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One filter of a Describe: an item must have one of the values. `*` and `?` stand for any text and any character.
record Filter(@Nullable String Name, List<String> Values) {
    boolean matches(List<String> actual) {
        return Values.stream().anyMatch(pattern -> actual.stream().anyMatch(value -> matches(pattern, value)));
    }

    /// Without regular expressions, whose time strangers could choose.
    private static boolean matches(String pattern, String value) {
        int p = 0;
        int star = -1;
        int resume = 0;
        for (int v = 0; v < value.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = v;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
