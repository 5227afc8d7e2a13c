package dev.evenkeel.runtime.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/// One value of a secret that is a JSON object.
final class JsonKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonKey() {}

    /// A text as it is, anything else as JSON; empty where there is no such key.
    static Optional<String> of(String object, String key) {
        try {
            var value = JSON.readTree(object).get(key);
            if (value == null || value.isNull()) {
                return Optional.empty();
            }
            return Optional.of(value.isTextual() ? value.textValue() : value.toString());
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
