package dev.evenkeel.runtime.driver;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// When a registry is asked for an image that the host has already. The ECS agent's `ECS_IMAGE_PULL_BEHAVIOR`.
public enum PullBehaviour {
    /// Each time for a tag that came from a registry; when the registry fails, what is there is used.
    DEFAULT,
    /// Each time; when the registry fails, so does the task.
    ALWAYS,
    /// Until a task on this host has fetched it.
    ONCE,
    /// Never.
    PREFER_CACHED;

    /// Reads the agent's word for it, such as `prefer-cached`.
    public static PullBehaviour of(String word) {
        return Arrays.stream(values())
                .filter(behaviour -> behaviour.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pull behaviour is one of "
                        + Arrays.stream(values()).map(PullBehaviour::word).collect(Collectors.joining(", "))
                        + ", not " + word));
    }

    /// The agent's word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
