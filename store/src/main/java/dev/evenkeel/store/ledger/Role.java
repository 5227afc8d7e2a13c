package dev.evenkeel.store.ledger;

import java.time.Instant;
import java.util.Optional;

/// Something that works in turns: a thread's in production, the simulator's by its seed.
public interface Role {
    /// For threads, metrics and traces.
    String name();

    /// Takes one turn and never waits.
    ///
    /// @return whether there was anything to do
    boolean step(Instant now);

    /// When the next turn is due although nothing has come in.
    Optional<Instant> wakeAt();

    /// Sets what is to be called, from any thread, when work comes in.
    void onWork(Runnable wake);
}
