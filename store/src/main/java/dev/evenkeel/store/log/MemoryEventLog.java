package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A log in memory, for simulations and plans. What it keeps is on a [Disk] that outlives it, and every append may be
/// made to fail, or to crash the process in the middle of writing.
public final class MemoryEventLog implements EventLog {
    private final Disk disk;
    private final Optional<State> snapshot;
    private boolean dead;

    /// Opens the log that is on this disk.
    public MemoryEventLog(Disk disk) {
        this.disk = disk;
        this.snapshot = disk.snapshot;
    }

    /// What becomes of an append.
    public sealed interface Fate {
        /// It is durable.
        record Kept() implements Fate {}

        /// The disk takes nothing at the moment.
        record Refused(String message) implements Fate {}

        /// The process dies in it: the first `survivors` of its batches reached the disk, and nobody was told.
        record Crash(int survivors) implements Fate {}

        /// It is durable.
        Fate KEPT = new Kept();
    }

    /// The process died while it wrote. The log that throws it is dead; a new one may be opened on its disk.
    public static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CrashException(String message) {
            super(message, null, false, false);
        }
    }

    /// What survives a crash.
    public static final class Disk {
        private final Revision base;
        private final List<Encoded> batches = new ArrayList<>();
        private Optional<State> snapshot = Optional.empty();
        private Function<List<Encoded>, Fate> fates = _ -> Fate.KEPT;

        /// An empty disk.
        public Disk() {
            this.base = Revision.ZERO;
        }

        /// A disk whose log goes on from a state; what led to that state is not on it.
        public Disk(State start) {
            this.base = start.revision();
            this.snapshot = Optional.of(start);
        }

        /// Decides from now on what becomes of each append.
        public void fates(Function<List<Encoded>, Fate> decision) {
            fates = decision;
        }

        /// Keeps a state from which later starts go on.
        public void keep(State state) {
            snapshot = Optional.of(state);
        }

        /// The last batch on the disk.
        public Revision last() {
            return new Revision(base.value() + batches.size());
        }
    }

    @Override
    public CompletionStage<Revision> append(List<Encoded> appended) {
        requireAlive();
        return switch (disk.fates.apply(appended)) {
            case Fate.Kept _ -> {
                write(appended);
                yield CompletableFuture.completedStage(last());
            }
            case Fate.Refused refused ->
                CompletableFuture.failedStage(new LogUnavailableException(refused.message(), null));
            case Fate.Crash crash -> {
                write(appended.subList(0, crash.survivors()));
                dead = true;
                throw new CrashException("crashed while " + appended.size() + " batches were written");
            }
        };
    }

    private void write(List<Encoded> appended) {
        for (var batch : appended) {
            if (!batch.batch().revision().equals(disk.last().next())) {
                throw new IllegalStateException(batch.batch().revision() + " does not continue " + disk.last());
            }
            disk.batches.add(batch);
        }
    }

    @Override
    public Cursor read(Revision from) {
        requireAlive();
        return new Cursor() {
            private long next = Math.max(from.value() - disk.base.value(), 1) - 1;

            @Override
            public Optional<Encoded> next() {
                requireAlive();
                return next < disk.batches.size() ? Optional.of(disk.batches.get((int) next++)) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Revision last() {
        requireAlive();
        return disk.last();
    }

    @Override
    public Optional<State> snapshot() {
        return snapshot;
    }

    @Override
    public void close() {
        dead = true;
    }

    private void requireAlive() {
        if (dead) {
            throw new CrashException("this log is closed");
        }
    }
}
