package dev.evenkeel.reconcilers.capacity;

import java.util.Arrays;
import java.util.Optional;

/// The capacity providers that there are. Both run tasks on the hosts beside the server.
public enum Provider {
    FARGATE,
    FARGATE_SPOT;

    /// The provider of this name.
    public static Optional<Provider> named(String name) {
        return Arrays.stream(values()).filter(p -> p.name().equals(name)).findFirst();
    }
}
