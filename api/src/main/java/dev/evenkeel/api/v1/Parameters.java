package dev.evenkeel.api.v1;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.store.event.Revision;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The query of a request.
final class Parameters {
    private static final int MOST_DIGITS = 18;

    private final Map<String, String> byName = new TreeMap<>();

    /// @throws ApiException if it is badly escaped
    Parameters(String rawQuery) {
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            byName.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
    }

    Optional<Revision> revision(String name) {
        return number(name).map(Revision::new);
    }

    Optional<Long> number(String name) {
        var text = byName.get(name);
        if (text == null) {
            return Optional.empty();
        }
        var digits = text.startsWith("r") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(name + " must be a number, but was " + text);
        }
        return Optional.of(Long.parseLong(digits));
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badlyEscaped) {
            throw invalid("badly escaped: " + text);
        }
    }

    static ApiException invalid(String message) {
        return ApiError.sender("InvalidParameterException", message).asException();
    }
}
