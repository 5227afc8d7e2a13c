package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.engine.Engine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// Counts the running containers that carry a label, five times a second, until it is closed.
final class Census implements AutoCloseable {
    private static final int PAUSE_NANOS = 200_000_000;

    private final Engine engine;
    private final String label;
    private volatile boolean closed;
    private volatile int most;

    private final CompletableFuture<Void> ended;

    private Census(Engine engine, String label) {
        this.engine = engine;
        this.label = label;
        this.ended = CompletableFuture.runAsync(this::count);
    }

    static Census of(Engine engine, String label) {
        return new Census(engine, label);
    }

    /// The most that were seen at the same time.
    int most() {
        return most;
    }

    private void count() {
        while (!closed) {
            most = Math.max(most, engine.runningWith(label));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        ended.join();
    }
}
