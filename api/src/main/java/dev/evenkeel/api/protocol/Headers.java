package dev.evenkeel.api.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Header fields: names in lower case, values of one name in the order of the message.
public record Headers(Map<String, List<String>> byName) {
    /// No headers.
    public static final Headers NONE = new Headers(Map.of());

    public Headers {
        var copy = new TreeMap<String, List<String>>();
        byName.forEach((name, values) -> copy.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), Headers::join));
        byName = Collections.unmodifiableMap(copy);
    }

    /// Headers from alternating names and values.
    public static Headers of(String... namesAndValues) {
        Headers headers = NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /// These headers and one more value.
    public Headers with(String name, String value) {
        var copy = new TreeMap<>(byName);
        copy.merge(name.toLowerCase(Locale.ROOT), List.of(value), Headers::join);
        return new Headers(copy);
    }

    /// The first value of a header, if it is there.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// All values of a header.
    public List<String> all(String name) {
        return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private static List<String> join(List<String> some, List<String> more) {
        var joined = new ArrayList<>(some);
        joined.addAll(more);
        return List.copyOf(joined);
    }
}
