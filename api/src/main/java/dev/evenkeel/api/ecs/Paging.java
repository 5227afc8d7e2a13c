package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Page;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// ECS's rules for `maxResults` and `nextToken`.
record Paging(int limit, Optional<String> after) {
    private static final int MOST = 100;

    /// One page of items that come in the order of their positions. They may begin anywhere up to where the token
    /// points.
    <T> Page<T> page(Stream<T> items, Function<T, String> position) {
        return Page.of(
                items.filter(item -> after.isEmpty() || position.apply(item).compareTo(after.get()) > 0),
                limit,
                position);
    }

    static Paging of(@Nullable Integer maxResults, @Nullable String nextToken) {
        if (maxResults != null && (maxResults < 1 || maxResults > MOST)) {
            throw Errors.invalid("maxResults must be between 1 and " + MOST + ", but was " + maxResults);
        }
        if (nextToken == null) {
            return new Paging(maxResults == null ? MOST : maxResults, Optional.empty());
        }
        var position = Page.positionOf(nextToken).orElseThrow(() -> Errors.invalid("Invalid token"));
        return new Paging(maxResults == null ? MOST : maxResults, Optional.of(position));
    }
}
