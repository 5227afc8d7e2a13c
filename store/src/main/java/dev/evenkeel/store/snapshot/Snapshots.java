package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.CommitListener;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.state.State;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Stores the state every so many batches, on a thread of its own: states are immutable, so nobody waits for it.
public final class Snapshots implements Role, CommitListener {
    private final SnapshotFiles files;
    private final long every;
    private final Consumer<String> warnings;
    private volatile State newest;
    private volatile Revision stored;
    private volatile Runnable wake = () -> {};

    /// @param every batches between two snapshots
    /// @param start the state the server started from
    /// @param warnings hears of a snapshot that could not be stored; the next is tried after as many batches again
    public Snapshots(SnapshotFiles files, long every, State start, Consumer<String> warnings) {
        this.files = files;
        this.every = every;
        this.warnings = warnings;
        this.newest = start;
        this.stored = start.revision();
    }

    @Override
    public void committed(Batch batch, State before, State after) {
        newest = after;
        if (due()) {
            wake.run();
        }
    }

    private boolean due() {
        return newest.revision().value() - stored.value() >= every;
    }

    @Override
    public String name() {
        return "snapshots";
    }

    @Override
    public boolean step(Instant now) {
        if (!due()) {
            return false;
        }
        var state = newest;
        try {
            files.write(state);
        } catch (UncheckedIOException failed) {
            warnings.accept(failed.getMessage() + ": " + failed.getCause());
        }
        stored = state.revision();
        return true;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }
}
