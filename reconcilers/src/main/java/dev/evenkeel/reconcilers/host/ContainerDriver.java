package dev.evenkeel.reconcilers.host;

import java.util.List;
import java.util.function.Consumer;

/// The only way to containers. Calls for different tasks run side by side and never wait for each other.
public interface ContainerDriver extends AutoCloseable {
    /// Begins a step and returns at once; the answer comes to the listener, from any thread.
    void begin(Step step);

    /// Sets who hears of everything: answers, and what happened unasked. Called once, before the first step.
    ///
    /// @param resync called when the runtime was lost and is back: whatever was seen before must be looked at anew
    void listen(Consumer<Observation> seen, Runnable resync);

    /// All containers that carry our labels: the memory of a host after a restart.
    ///
    /// @throws RuntimeUnavailableException when the runtime cannot be asked
    List<Observation.Seen> inspectAll();

    @Override
    void close();
}
