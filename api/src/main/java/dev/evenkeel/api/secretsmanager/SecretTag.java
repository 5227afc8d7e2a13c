package dev.evenkeel.api.secretsmanager;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tag of a secret.
record SecretTag(@Nullable String Key, @Nullable String Value) {
    private static final int MOST = 50;

    /// The tags by key, or what is wrong with them.
    static Map<String, String> byKey(List<SecretTag> tags) {
        var byKey = new TreeMap<String, String>();
        for (var tag : tags) {
            if (tag.Key() == null) {
                throw Errors.parameter("The Key of a tag must be given.");
            }
            if (tag.Key().startsWith("aws:")) {
                throw Errors.request("Tag keys that begin with aws: are reserved.");
            }
            if (byKey.put(tag.Key(), tag.Value() == null ? "" : tag.Value()) != null) {
                throw Errors.request("You can't specify the tag key " + tag.Key() + " more than once.");
            }
        }
        if (byKey.size() > MOST) {
            throw Errors.parameter("You can't have more than " + MOST + " tags attached to a secret.");
        }
        return byKey;
    }

    static List<SecretTag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new SecretTag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
