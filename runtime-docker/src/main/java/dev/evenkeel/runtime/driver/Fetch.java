package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to fetch an image, as long as the engine has news of it.
final class Fetch implements ResultCallback<PullResponseItem> {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);
    private static final int SERVER_ERROR = 500;

    /// What the engine said last: that it goes on, or how it ended.
    private sealed interface News {
        record Progress() implements News {}

        record End(@Nullable RuntimeException failure) implements News {}
    }

    private final BlockingQueue<News> news = new ArrayBlockingQueue<>(1);
    private volatile @Nullable Closeable stream;
    private volatile @Nullable String error;

    /// Waits for the end.
    ///
    /// @param answer how long the first word may take
    /// @param silence how long each further word may take
    /// @throws DockerException in the words of engine and registry
    void await(Duration answer, Duration silence) throws InterruptedException {
        var limit = answer;
        while (true) {
            switch (news.poll(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                case null -> throw new DockerException("no progress within " + limit.toSeconds() + " s", SERVER_ERROR);
                case News.Progress _ -> limit = silence;
                case News.End end -> {
                    if (end.failure() != null) {
                        throw end.failure();
                    }
                    return;
                }
            }
        }
    }

    private void tell(News latest) {
        if (latest instanceof News.End) {
            news.clear();
        }
        var _ = news.offer(latest);
    }

    @Override
    public void onStart(Closeable begun) {
        stream = begun;
    }

    @Override
    public void onNext(PullResponseItem item) {
        if (item.getErrorDetail() != null) {
            error = item.getErrorDetail().getMessage();
        }
        tell(new News.Progress());
    }

    @Override
    public void onError(Throwable cause) {
        tell(new News.End(cause instanceof RuntimeException known ? known : new IllegalStateException(cause)));
    }

    @Override
    public void onComplete() {
        var said = error;
        tell(new News.End(said == null ? null : new DockerException(said, SERVER_ERROR)));
    }

    @Override
    public void close() {
        var open = stream;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.debug("closing a fetch: {}", e.getMessage());
        }
    }
}
