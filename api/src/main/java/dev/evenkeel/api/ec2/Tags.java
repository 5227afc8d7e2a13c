package dev.evenkeel.api.ec2;

import dev.evenkeel.store.state.Networks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags as EC2 writes them.
final class Tags {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST = 50;

    private Tags() {}

    /// One tag.
    record Tag(@Nullable String Key, @Nullable String Value) {}

    /// The tags of what a Create makes.
    record Specification(@Nullable String ResourceType, List<Tag> Tags) {}

    /// The tags that something new of this type shall have.
    static Map<String, String> of(String type, List<Specification> specifications) {
        var tags = new TreeMap<String, String>();
        for (var specification : specifications) {
            if (!type.equals(specification.ResourceType())) {
                throw Errors.invalid("'" + specification.ResourceType() + "' is not a valid taggable resource type for"
                        + " this operation.");
            }
            tags.putAll(checked(specification.Tags()));
        }
        return Collections.unmodifiableMap(tags);
    }

    /// Tags that may be set.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if EC2 would not take them
    static Map<String, String> checked(List<Tag> asked) {
        var tags = new TreeMap<String, String>();
        for (var tag : asked) {
            var key = tag.Key() == null ? "" : tag.Key();
            var value = tag.Value() == null ? "" : tag.Value();
            if (key.isEmpty()) {
                throw Errors.invalid("Tag keys must not be empty.");
            }
            if (key.startsWith("aws:")) {
                throw Errors.invalid("Tag keys starting with 'aws:' are reserved for internal use");
            }
            if (key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
                throw Errors.invalid("Tag key or value is too long: '" + key + "'");
            }
            if (tags.put(key, value) != null) {
                throw Errors.invalid("Duplicate tag key '" + key + "' specified.");
            }
        }
        if (tags.size() > MOST) {
            throw Errors.of("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        }
        return Collections.unmodifiableMap(tags);
    }

    /// The tags of a resource.
    static List<Tag> of(Networks networks, String region, String resource) {
        return networks.tagsOf(region, resource).entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
