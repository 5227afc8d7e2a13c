package dev.evenkeel.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/// Gives a role a thread: turns while there is work, sleep until there is more or the role's own time has come.
public final class RoleRunner implements AutoCloseable {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final Role role;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    private RoleRunner(Role role, InstantSource clock, Thread.Builder threads) {
        this.role = role;
        this.clock = clock;
        this.thread = threads.unstarted(this::run);
    }

    /// Starts the role on a thread of its own.
    public static RoleRunner start(Role role, InstantSource clock, Thread.Builder threads) {
        var runner = new RoleRunner(role, clock, threads);
        role.onWork(() -> LockSupport.unpark(runner.thread));
        runner.thread.start();
        return runner;
    }

    private void run() {
        while (!closed) {
            if (!role.step(clock.instant())) {
                LockSupport.parkNanos(sleep(clock.instant()).toNanos());
            }
        }
    }

    private Duration sleep(Instant now) {
        return role.wakeAt()
                .map(at -> Duration.between(now, at))
                .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(LONGEST_SLEEP);
    }

    /// Ends the thread after its present turn and waits for that.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
