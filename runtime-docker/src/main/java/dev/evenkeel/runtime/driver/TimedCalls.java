package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Calls that are given up after a time. The thread of such a call is interrupted, which ends its connection.
final class TimedCalls implements AutoCloseable {
    private final Engine engine;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("engine-call-", 0).factory());

    TimedCalls(Engine engine) {
        this.engine = engine;
    }

    /// What the call answers.
    ///
    /// @throws RuntimeUnavailableException when it takes longer than the limit
    <T> T within(Duration limit, Supplier<T> call) {
        var answer = threads.submit(call::get);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            engine.forgetVersion();
            throw TimeLimits.expired(engine, limit, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailableException("interrupted while waiting for Docker Engine at " + engine, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
