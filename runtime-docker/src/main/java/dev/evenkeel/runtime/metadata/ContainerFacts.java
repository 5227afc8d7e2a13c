package dev.evenkeel.runtime.metadata;

import dev.evenkeel.runtime.stats.StatsSource;
import java.io.IOException;
import java.util.Optional;

/// What the engine knows of containers, in its own JSON.
public interface ContainerFacts extends StatsSource {
    /// How a container was made and how it is.
    ///
    /// @return none when there is no such container
    /// @throws IOException when the engine cannot be asked
    Optional<String> inspect(String runtimeId) throws IOException;
}
