package dev.evenkeel.store.model;

import java.util.List;

/// How often a container of a task was started again where it stands.
public record RestartCount(String container, int count) {
    /// The count of a container, 0 where it has none.
    public static int of(List<RestartCount> counts, String container) {
        return counts.stream()
                .filter(known -> known.container.equals(container))
                .mapToInt(RestartCount::count)
                .findFirst()
                .orElse(0);
    }
}
