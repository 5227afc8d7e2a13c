package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleCondition.Pair;
import java.util.List;

/// Whether a rule takes a request.
public final class Matching {
    private Matching() {}

    /// Whether all conditions hold; so they do where there are none.
    public static boolean all(List<RuleCondition> conditions, RequestView request) {
        for (var condition : conditions) {
            if (!holds(condition, request)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(RuleCondition condition, RequestView request) {
        return switch (condition.field()) {
            case HOST_HEADER -> any(condition.values(), request.host(), true);
            case PATH_PATTERN -> any(condition.values(), request.path(), false);
            case HTTP_HEADER ->
                request.header(condition.header()).stream().anyMatch(value -> any(condition.values(), value, true));
            case HTTP_REQUEST_METHOD -> condition.values().contains(request.method());
            case QUERY_STRING ->
                condition.pairs().stream()
                        .anyMatch(wanted -> request.query().stream().anyMatch(pair -> fits(wanted, pair)));
            case SOURCE_IP -> condition.values().stream().anyMatch(block -> inside(block, request.source()));
        };
    }

    private static boolean fits(Pair wanted, Pair pair) {
        return (wanted.key().isEmpty() || like(wanted.key(), pair.key(), true))
                && like(wanted.value(), pair.value(), true);
    }

    private static boolean any(List<String> patterns, String text, boolean anyCase) {
        for (var pattern : patterns) {
            if (like(pattern, text, anyCase)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a text is like a pattern in which `*` stands for any characters and `?` for one. Takes time in
    /// proportion to both, whatever they are: a failed attempt goes on from the last star only.
    static boolean like(String pattern, String text, boolean anyCase) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t), anyCase)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char wanted, char found, boolean anyCase) {
        return wanted == '?'
                || wanted == found
                || (anyCase && Character.toLowerCase(wanted) == Character.toLowerCase(found));
    }

    private static boolean inside(String block, String address) {
        int slash = block.indexOf('/');
        int bits = Integer.parseInt(block.substring(slash + 1));
        long mask = bits == 0 ? 0 : -1L << (Integer.SIZE - bits);
        try {
            return (AddressRange.number(block.substring(0, slash)) & mask) == (AddressRange.number(address) & mask);
        } catch (IllegalArgumentException notIPv4) {
            return false;
        }
    }
}
