package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.protocol.ApiError;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tag of a resource.
record Tag(String Key, @Nullable String Value) {
    static final int MOST = 50;

    /// Tags by key, as they are kept.
    static Map<String, String> map(List<Tag> tags) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            if (tag.Key().startsWith("aws:")) {
                throw Errors.invalid("Tag keys that begin with aws: are reserved: '" + tag.Key() + "'");
            }
            if (map.put(tag.Key(), tag.Value() == null ? "" : tag.Value()) != null) {
                throw ApiError.sender("DuplicateTagKeysException", "Tag key '" + tag.Key() + "' was specified twice")
                        .asException();
            }
        }
        if (map.size() > MOST) {
            throw ApiError.sender("TooManyTagsException", "A resource can have at most " + MOST + " tags")
                    .asException();
        }
        return Collections.unmodifiableMap(map);
    }

    /// Tags as they are told.
    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
