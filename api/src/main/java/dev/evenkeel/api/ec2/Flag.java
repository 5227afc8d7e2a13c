package dev.evenkeel.api.ec2;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A truth value as attributes have it.
record Flag(@Nullable Boolean Value) {
    static Optional<Flag> of(boolean on) {
        return Optional.of(new Flag(on));
    }

    /// The value; null where the attribute is not meant.
    static @Nullable Boolean value(@Nullable Flag flag) {
        return flag == null ? null : flag.Value;
    }
}
