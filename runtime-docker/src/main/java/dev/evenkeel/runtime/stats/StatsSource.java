package dev.evenkeel.runtime.stats;

import java.io.IOException;
import java.util.Optional;

/// Where the figures of containers come from.
@FunctionalInterface
public interface StatsSource {
    /// One reading of a container, the engine's own JSON.
    ///
    /// @return none when there is no such container
    /// @throws IOException when the runtime cannot be asked
    Optional<String> stats(String runtimeId) throws IOException;
}
