package dev.evenkeel.deploy.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A client that asks for one page a hundred times a second over connections that it keeps, whatever becomes of it, and
/// counts who answered and what failed.
final class SteadyLoad implements AutoCloseable {
    private static final int OK = 200;
    private static final long EVERY_MILLIS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    private final HttpRequest request;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private SteadyLoad(URI page) {
        this.request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(60)).build();
    }

    static SteadyLoad on(URI page) {
        var load = new SteadyLoad(page);
        var _ = load.clock.scheduleAtFixedRate(load::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return load;
    }

    /// Asks for a page so many times, one after another, and counts who answered.
    static SteadyLoad times(int count, URI page) throws IOException, InterruptedException {
        var load = new SteadyLoad(page);
        for (int i = 0; i < count; i++) {
            load.note(load.client.send(load.request, BodyHandlers.ofString()));
        }
        return load;
    }

    private void ask() {
        open.incrementAndGet();
        var _ = client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure == null) {
                note(answer);
            } else {
                failures.add(failure.toString());
            }
            open.decrementAndGet();
        });
    }

    private void note(HttpResponse<String> answer) {
        if (answer.statusCode() == OK) {
            answers.computeIfAbsent(answer.body().strip(), _ -> new LongAdder()).increment();
        } else {
            failures.add(answer.statusCode() + " " + answer.body().strip());
        }
    }

    /// How many answers each who answered gave.
    ConcurrentMap<String, LongAdder> answers() {
        return answers;
    }

    Queue<String> failures() {
        return failures;
    }

    long answered() {
        return answers.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Asks no more; what is under way has ended once [#idle].
    void end() {
        clock.shutdown();
    }

    boolean idle() {
        return clock.isTerminated() && open.get() == 0;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
    }
}
