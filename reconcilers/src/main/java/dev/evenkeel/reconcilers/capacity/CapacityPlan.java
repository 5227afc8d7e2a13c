package dev.evenkeel.reconcilers.capacity;

import dev.evenkeel.store.model.LaunchType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What capacity tasks get: one launch type, or the providers of a strategy.
///
/// @param strategy empty where a launch type was asked for
public record CapacityPlan(LaunchType launchType, Strategy strategy) {
    /// What one task gets.
    ///
    /// @param provider absent where a launch type was asked for
    public record Share(LaunchType launchType, @Nullable String provider) {}

    /// The shares of the next `count` tasks.
    ///
    /// @param have tasks that each provider has already
    public List<Share> next(Map<String, Integer> have, int count) {
        if (strategy.isEmpty()) {
            return Collections.nCopies(count, new Share(launchType, null));
        }
        return strategy.next(have, count).stream()
                .map(provider -> new Share(launchType, provider))
                .toList();
    }
}
