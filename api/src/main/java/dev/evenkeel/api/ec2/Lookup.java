package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the items of one Describe are found: by ids, by filters, in pages.
///
/// @param <T> what is described
final class Lookup<T> {
    private static final int MOST = 1_000;

    private final String what;
    private final String notFound;
    private final Function<T, String> id;
    private final Map<String, Function<T, List<String>>> filters = new TreeMap<>();
    private Function<T, Map<String, String>> tags = _ -> Map.of();

    /// @param what such as `vpc ID`
    /// @param notFound EC2's code for an id that is not there
    Lookup(String what, String notFound, Function<T, String> id) {
        this.what = what;
        this.notFound = notFound;
        this.id = id;
    }

    /// With a filter of one value.
    Lookup<T> by(String name, Function<T, String> value) {
        filters.put(name, item -> List.of(value.apply(item)));
        return this;
    }

    /// With a filter of any number of values.
    Lookup<T> byAny(String name, Function<T, List<String>> values) {
        filters.put(name, values);
        return this;
    }

    /// With the filters `tag:KEY` and `tag-key`.
    Lookup<T> tagged(Function<T, Map<String, String>> of) {
        tags = of;
        return byAny("tag-key", item -> List.copyOf(of.apply(item).keySet()));
    }

    /// What is asked of a Describe.
    ///
    /// @param ids none for all
    record Asked(
            List<String> ids,
            List<Filter> filters,
            @Nullable Integer most,
            @Nullable String token) {
        static Asked of(List<String> ids, List<Filter> filters) {
            return new Asked(ids, filters, null, null);
        }
    }

    /// The items that are meant, in the order of their ids.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if an id or a filter is unknown, or the token is made up
    Page<T> find(Stream<T> items, Asked asked) {
        if (!asked.ids.isEmpty() && asked.most != null) {
            throw Errors.of(
                    "InvalidParameterCombination",
                    "The parameter " + what.replace(" ID", "") + " IDs cannot be used with the parameter maxResults");
        }
        var all = items.toList();
        for (var wanted : asked.ids) {
            if (all.stream().noneMatch(item -> id.apply(item).equals(wanted))) {
                throw Errors.of(notFound, "The " + what + " '" + wanted + "' does not exist");
            }
        }
        for (var filter : asked.filters) {
            require(filter);
        }
        var after = position(asked.token);
        var found = all.stream()
                .filter(item -> asked.ids.isEmpty() || asked.ids.contains(id.apply(item)))
                .filter(item -> asked.filters.stream().allMatch(filter -> passes(filter, item)))
                .filter(item -> id.apply(item).compareTo(after) > 0);
        return Page.of(found, asked.most == null ? MOST : asked.most, id);
    }

    private void require(Filter filter) {
        if (filter.Name() == null || filter.Name().isEmpty()) {
            throw Errors.missing("Filter.Name");
        }
        if (!filter.Name().startsWith("tag:") && !filters.containsKey(filter.Name())) {
            throw Errors.invalid("The filter '" + filter.Name() + "' is invalid");
        }
        if (filter.Values().isEmpty()) {
            throw Errors.invalid("The filter '" + filter.Name() + "' must have a value");
        }
    }

    private boolean passes(Filter filter, T item) {
        var name = String.valueOf(filter.Name());
        if (name.startsWith("tag:")) {
            var value = tags.apply(item).get(name.substring("tag:".length()));
            return value != null && filter.matches(List.of(value));
        }
        return Optional.ofNullable(filters.get(name))
                .filter(values -> filter.matches(values.apply(item)))
                .isPresent();
    }

    private static String position(@Nullable String token) {
        return token == null
                ? ""
                : Page.positionOf(token)
                        .orElseThrow(() -> Errors.invalid("Value (" + token + ") for parameter nextToken is invalid."));
    }
}
