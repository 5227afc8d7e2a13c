package dev.evenkeel.runtime.metadata;

import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sets whether a task is spared when a service scales in or replaces its tasks.
@FunctionalInterface
public interface ProtectionCalls {
    /// Protects a task, or no longer.
    ///
    /// @param minutes how long; the usual time when absent
    /// @return what came of it
    /// @throws InterruptedException while waiting for that to be durable
    Answer set(TaskId task, boolean enabled, @Nullable Integer minutes) throws InterruptedException;

    /// What came of it.
    ///
    /// @param expires until when it is protected, if it is
    /// @param failure why it was refused, if it was
    record Answer(Optional<Instant> expires, Optional<Failure> failure) {}

    /// Why a call was refused.
    ///
    /// @param code of ECS's error, such as `ClientException`
    record Failure(String code, String message) {}
}
