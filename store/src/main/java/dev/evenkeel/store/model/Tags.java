package dev.evenkeel.store.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tags of a resource, as its document holds them: items of `key` and `value` under `tags`.
public final class Tags {
    private static final String MEMBER = "tags";

    private Tags() {}

    /// The tags of a document by key, in their order. One without a value has the empty one.
    public static Map<String, String> of(Doc.Struct document) {
        var tags = new LinkedHashMap<String, String>();
        for (var tag : document.structs(MEMBER)) {
            tags.put(tag.text("key").orElse(""), tag.text("value").orElse(""));
        }
        return tags;
    }

    /// Tags as a list of structures.
    public static Doc.Items items(Map<String, String> tags) {
        List<Doc.Struct> items = tags.entrySet().stream()
                .map(tag -> Doc.EMPTY.with("key", Doc.of(tag.getKey())).with("value", Doc.of(tag.getValue())))
                .toList();
        return new Doc.Items(List.copyOf(items));
    }

    /// The document with these tags in place of those it had.
    public static Doc.Struct replace(Doc.Struct document, Map<String, String> tags) {
        return document.with(MEMBER, items(tags));
    }

    /// The tags of a document with some more, which win over those of the same key.
    public static Map<String, String> merged(Map<String, String> tags, Map<String, String> more) {
        var merged = new LinkedHashMap<>(tags);
        merged.putAll(more);
        return merged;
    }
}
