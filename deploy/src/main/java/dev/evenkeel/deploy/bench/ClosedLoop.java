package dev.evenkeel.deploy.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// So many clients, each of which sends its next request when its last was answered. A client is no thread: whoever
/// answers it sends its next request, so that what is measured is the one who is asked.
final class ClosedLoop {
    private static final int MOST = 4_000_000;

    private final IntFunction<CompletionStage<?>> request;
    private final long end;
    private final long[] nanos = new long[MOST];
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch running;

    private ClosedLoop(IntFunction<CompletionStage<?>> request, int clients, Duration time) {
        this.request = request;
        this.end = System.nanoTime() + time.toNanos();
        this.running = new CountDownLatch(clients);
    }

    /// What was measured.
    record Result(Latencies latencies, Duration elapsed) {}

    /// Runs for a time.
    ///
    /// @param request makes the request of this number
    static Result run(IntFunction<CompletionStage<?>> request, int clients, Duration time) throws InterruptedException {
        var loop = new ClosedLoop(request, clients, time);
        long start = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            loop.send();
        }
        loop.running.await();
        return loop.result(System.nanoTime() - start);
    }

    private void send() {
        long sent = System.nanoTime();
        if (sent > end || count.get() >= MOST) {
            running.countDown();
            return;
        }
        request.apply(count.get()).whenComplete((_, failure) -> {
            if (failure != null) {
                running.countDown();
                throw new IllegalStateException(failure);
            }
            int number = count.getAndIncrement();
            if (number < MOST) {
                nanos[number] = System.nanoTime() - sent;
            }
            send();
        });
    }

    private Result result(long elapsed) {
        var all = Arrays.copyOf(nanos, Math.min(count.get(), MOST));
        return new Result(Latencies.of(all), Duration.ofNanos(elapsed));
    }
}
