package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// A tag as CloudWatch writes it.
record Tag(String Key, String Value) {
    private static final int MOST = 50;

    /// Values by key.
    ///
    /// @param wrong how the operation refuses a key that is there twice, and too many
    static Map<String, String> map(List<Tag> tags, Function<String, ApiException> wrong) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            if (map.put(tag.Key, tag.Value) != null) {
                throw wrong.apply("The tag key " + tag.Key + " is given more than once.");
            }
            if (tag.Key.startsWith("aws:")) {
                throw wrong.apply("The tag key " + tag.Key + " is reserved.");
            }
        }
        if (map.size() > MOST) {
            throw wrong.apply("A resource can have no more than " + MOST + " tags.");
        }
        return map;
    }

    /// In the order of their keys.
    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList();
    }
}
