package dev.evenkeel.store.model;

import org.jspecify.annotations.Nullable;

/// Which version of a secret or parameter a task was given for one of its variables or options.
///
/// @param container the container's name within its task
/// @param use what the value is for
/// @param name of the environment variable or log option
/// @param source `valueFrom` as the task definition has it
/// @param version the version id of a secret or the number of a parameter's version; absent where there was none
/// @param failure what a start of the task fails with, absent where there was a version
public record Resolution(
        String container,
        Use use,
        String name,
        String source,
        @Nullable String version,
        @Nullable String failure) {
    /// What a container needs a secret for.
    public enum Use {
        ENVIRONMENT,
        LOG_OPTION,
        REGISTRY
    }
}
