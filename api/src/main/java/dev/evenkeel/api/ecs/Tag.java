package dev.evenkeel.api.ecs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A tag of a resource.
record Tag(@Nullable String key, @Nullable String value) {
    private static final int MOST = 50;

    /// Refuses what ECS refuses: too many, without a key, one key twice, keys of AWS's own.
    static void check(List<Tag> tags) {
        if (tags.size() > MOST) {
            throw Errors.invalid("Too many tags: " + tags.size() + ". A resource can have at most " + MOST + ".");
        }
        Set<String> seen = new TreeSet<>();
        for (Tag tag : tags) {
            if (tag.key() == null) {
                throw Errors.invalid("Tag key can not be null.");
            }
            var key = tag.key().toLowerCase(Locale.ROOT);
            if (key.startsWith("aws:")) {
                throw Errors.invalid("Tag keys that begin with aws: are reserved.");
            }
            if (!seen.add(key)) {
                throw Errors.invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
    }
}
