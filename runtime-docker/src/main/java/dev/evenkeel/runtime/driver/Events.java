package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to what the engine says unasked, and goes on trying when it is away.
final class Events implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String[] TELLING = {"die", "health_status", "destroy"};

    private final Engine engine;
    private final String store;
    private final Consumer<Event> each;
    private final Runnable connected;
    private volatile boolean heard;
    private volatile boolean away;

    /// @param connected called when listening has begun: what happened before was not heard
    Events(Engine engine, String store, Consumer<Event> each, Runnable connected) {
        this.engine = engine;
        this.store = store;
        this.each = each;
        this.connected = connected;
    }

    /// Listens until the thread is interrupted.
    @Override
    public void run() {
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                heard = false;
                listen();
                pause = heard ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            LOG.debug("no longer listening to {}", engine);
        }
    }

    private void listen() throws InterruptedException {
        try (var listener = new Listener()) {
            engine.client()
                    .eventsCmd()
                    .withEventTypeFilter("container")
                    .withEventFilter(TELLING)
                    .withLabelFilter(Labels.STORE + "=" + store)
                    .exec(listener);
            listener.ended.get();
            deaf("it ended the stream of events");
        } catch (ExecutionException e) {
            deaf(Failures.text(e.getCause() == null ? e : e.getCause()));
        } catch (RuntimeException e) {
            deaf(Failures.text(e));
        }
        engine.forgetVersion();
    }

    /// Said once, however long the engine stays away.
    private void deaf(String why) {
        if (heard || !away) {
            LOG.warn("not hearing from Docker Engine at {}: {}", engine, why);
        }
        away = true;
    }

    /// docker-java's own listener writes each end of a stream into the log as an error.
    private final class Listener implements ResultCallback<Event> {
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        private volatile @Nullable Closeable stream;

        @Override
        public void onStart(Closeable begun) {
            stream = begun;
            heard = true;
            if (away) {
                away = false;
                LOG.info("hearing from Docker Engine at {} again", engine);
            }
            connected.run();
        }

        @Override
        public void onNext(Event event) {
            each.accept(event);
        }

        @Override
        public void onError(Throwable cause) {
            ended.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }

        @Override
        public void close() {
            var open = stream;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                LOG.debug("closing the event stream of {}: {}", engine, e.getMessage());
            }
        }
    }
}
