package dev.evenkeel.store.watch;

import java.time.Duration;
import java.util.Optional;

/// A stream of frames: ordered, each batch once and whole, none left out, resumable at any revision.
public interface Watch extends AutoCloseable {
    /// The next frame, waiting for it.
    Frame next() throws InterruptedException;

    /// The next frame, waiting at most this long.
    Optional<Frame> next(Duration timeout) throws InterruptedException;

    @Override
    void close();
}
