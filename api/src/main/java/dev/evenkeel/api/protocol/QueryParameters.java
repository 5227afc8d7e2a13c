package dev.evenkeel.api.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The parameters of a form or query string, by name. Of equal names the last counts.
final class QueryParameters {
    private static final int MAX_PARAMETERS = 10_000;

    private final TreeMap<String, String> values = new TreeMap<>();
    private final TreeSet<String> unread = new TreeSet<>();

    private QueryParameters() {}

    /// Those of the query string and, where the body is a form, of the body.
    static QueryParameters of(RawRequest request) {
        var parameters = new QueryParameters();
        parameters.parse(request.rawQuery());
        if (isForm(request)) {
            parameters.parse(new String(request.body(), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static boolean isForm(RawRequest request) {
        return request.headers()
                .first("content-type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    private void parse(String form) {
        for (String pair : form.split("&", MAX_PARAMETERS + 1)) {
            if (values.size() >= MAX_PARAMETERS) {
                throw Scalars.malformed("Too many parameters");
            }
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                unread.add(name);
            }
        }
    }

    private static String decoded(String escaped) {
        try {
            return Scalars.checkedText(URLDecoder.decode(escaped, StandardCharsets.UTF_8), "");
        } catch (IllegalArgumentException e) {
            throw Scalars.malformed("The query string is malformed");
        }
    }

    Optional<String> get(String name) {
        unread.remove(name);
        return Optional.ofNullable(values.get(name));
    }

    /// Whether there is a parameter below this prefix, such as `Tags.member.1.Key` below `Tags`.
    boolean hasBelow(String prefix) {
        String next = values.higherKey(prefix + ".");
        return next != null && next.startsWith(prefix + ".");
    }

    /// The numbers that follow a prefix, ascending.
    List<Integer> indexesBelow(String prefix) {
        var indexes = new TreeSet<Integer>();
        String start = prefix + ".";
        for (String name : values.tailMap(start, false).keySet()) {
            if (!name.startsWith(start)) {
                break;
            }
            String rest = name.substring(start.length());
            int dot = rest.indexOf('.');
            String number = dot < 0 ? rest : rest.substring(0, dot);
            if (number.matches("[0-9]{1,9}")) {
                indexes.add(Integer.valueOf(number));
            }
        }
        return List.copyOf(indexes);
    }

    /// The names nobody asked for.
    List<String> unread() {
        return List.copyOf(unread);
    }
}
