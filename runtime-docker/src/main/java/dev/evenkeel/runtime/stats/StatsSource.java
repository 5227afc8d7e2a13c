package dev.evenkeel.runtime.stats;

import dev.evenkeel.store.model.TaskId;
import java.io.IOException;
import java.util.Optional;

/// Where the figures of containers come from.
public interface StatsSource {
    /// One reading of a container, the engine's own JSON.
    ///
    /// @return none when there is no such container
    /// @throws IOException when the runtime cannot be asked
    Optional<String> stats(String runtimeId) throws IOException;

    /// One reading of the sandbox of a task: the network of all its containers is counted there.
    ///
    /// @return none when there is no such sandbox
    /// @throws IOException when the runtime cannot be asked
    Optional<String> sandboxStats(TaskId task) throws IOException;
}
