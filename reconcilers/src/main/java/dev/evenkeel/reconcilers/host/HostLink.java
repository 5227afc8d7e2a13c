package dev.evenkeel.reconcilers.host;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The line between a host and the control plane; the same over a queue and over a network.
public interface HostLink extends AutoCloseable {
    /// The next update of what is wanted, if one has come. The first is complete.
    Optional<AssignmentUpdate> poll();

    /// Asks for a complete update, because one that came does not build on the one before it.
    void refresh();

    /// Tells what was seen. Completes once it is in the log; fails when it may have been lost, and may then be sent
    /// again under the same sequence.
    CompletionStage<Void> report(Report report);

    /// Sets what is to be called, from any thread, when an update comes in.
    void onUpdate(Runnable wake);

    @Override
    void close();
}
