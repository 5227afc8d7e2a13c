package dev.evenkeel.runtime.logs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/// Where the output of containers comes from.
public interface OutputSource {
    /// The output of a container from a time on, in Docker's framing with a timestamp at the head of each frame. It
    /// fails when the connection does.
    ///
    /// @param follow whether it goes on until the container ends, or is only what there is now
    /// @return none when there is no such container
    /// @throws IOException when the runtime cannot be asked
    Optional<InputStream> open(String runtimeId, Instant since, boolean follow) throws IOException;
}
