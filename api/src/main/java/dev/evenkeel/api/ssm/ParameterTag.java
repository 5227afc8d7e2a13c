package dev.evenkeel.api.ssm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A tag of a parameter.
record ParameterTag(String Key, String Value) {
    private static final int MOST = 50;

    /// The tags by key, or what is wrong with them.
    static Map<String, String> byKey(List<ParameterTag> tags) {
        var byKey = new TreeMap<String, String>();
        for (var tag : tags) {
            if (tag.Key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw Errors.invalid("Tag keys that begin with aws: are reserved.");
            }
            if (byKey.put(tag.Key(), tag.Value()) != null) {
                throw Errors.invalid("Duplicate tag keys found: " + tag.Key() + ".");
            }
        }
        if (byKey.size() > MOST) {
            throw Errors.of(
                    "TooManyTagsError", "The number of tags exceeds the limit of " + MOST + " for a parameter.");
        }
        return byKey;
    }
}
