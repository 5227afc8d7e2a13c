package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.LaunchType;
import org.jspecify.annotations.Nullable;

/// The kinds of capacity and the like that there are so far; the others are refused by name.
final class Capacity {
    private Capacity() {}

    static LaunchType launchType(@Nullable String word) {
        return switch (word) {
            case null -> LaunchType.EC2;
            case "EC2" -> LaunchType.EC2;
            case "EXTERNAL" -> LaunchType.EXTERNAL;
            default -> throw Errors.invalid("launchType " + word + " is not supported yet.");
        };
    }

    static void noPropagation(@Nullable String propagateTags) {
        onlyValue("propagateTags", propagateTags, "NONE");
    }

    /// Refuses any word but the one that is the default.
    static void onlyValue(String member, @Nullable String word, String supported) {
        if (word != null && !word.equals(supported)) {
            throw Errors.invalid(member + " " + word + " is not supported yet.");
        }
    }
}
