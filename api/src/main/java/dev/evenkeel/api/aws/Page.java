package dev.evenkeel.api.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Some items of a list, and the token by which the next are asked for.
///
/// A token names the last item given, so that a page begins after it even if it has gone by then.
///
/// @param nextToken absent on the last page
public record Page<T>(List<T> items, Optional<String> nextToken) {
    private static final String VERSION = "1:";

    /// The first `limit` items. `position` is what [#positionOf] shall give back for an item.
    public static <T> Page<T> of(Stream<T> items, int limit, Function<T, String> position) {
        var page = new ArrayList<T>();
        try (items) {
            var each = items.iterator();
            while (each.hasNext()) {
                T item = each.next();
                if (page.size() == limit) {
                    return new Page<>(List.copyOf(page), Optional.of(token(position.apply(page.getLast()))));
                }
                page.add(item);
            }
        }
        return new Page<>(List.copyOf(page), Optional.empty());
    }

    /// The position that a token stands for; empty if no page ever had such a token.
    public static Optional<String> positionOf(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Optional.of(text).filter(t -> t.startsWith(VERSION)).map(t -> t.substring(VERSION.length()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The token of a position.
    public static String token(String position) {
        var bytes = (VERSION + position).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
