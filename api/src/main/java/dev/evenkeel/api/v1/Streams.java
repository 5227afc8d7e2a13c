package dev.evenkeel.api.v1;

import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.Frame;
import dev.evenkeel.store.watch.Watch;
import dev.evenkeel.store.watch.WatchSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log as lines of JSON: what there is, and what comes.
final class Streams {
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);
    private static final int GONE = 410;

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final Ledger ledger;
    private final EventLog log;
    private final Function<WatchSpec, Watch> watches;

    Streams(Ledger ledger, EventLog log, Function<WatchSpec, Watch> watches) {
        this.ledger = ledger;
        this.log = log;
        this.watches = watches;
    }

    /// Batches from a revision on, at most so many.
    Answer.Body batches(Revision from, long limit) {
        return sink -> {
            try (var cursor = log.read(from)) {
                var next = cursor.next();
                for (long i = 0; i < limit && next.isPresent(); i++) {
                    line(sink, JsonView.of(next.get().batch()));
                    next = cursor.next();
                }
            }
        };
    }

    /// Every change after a revision; where none is named, first every row of the present state.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException with status 410 if the revision is no longer kept
    Answer.Body watch(Optional<Revision> from) throws InterruptedException {
        var state = ledger.state();
        var after = from.orElse(state.revision());
        if (after.compareTo(state.revision()) > 0) {
            throw Parameters.invalid("revision " + after.value() + " is not there yet; the last is "
                    + state.revision().value());
        }
        var watch = watches.apply(new WatchSpec(after));
        var first = watch.next(Duration.ZERO);
        if (first.orElse(null) instanceof Frame.Gone gone) {
            watch.close();
            throw ApiError.sender(
                            GONE,
                            "GoneException",
                            "the oldest revision that is kept is "
                                    + gone.oldest().value())
                    .asException();
        }
        return sink -> {
            try (watch) {
                if (from.isEmpty()) {
                    rows(sink, state);
                }
                boolean told = from.isEmpty() && first.orElse(null) instanceof Frame.Bookmark;
                follow(sink, watch, told ? Optional.empty() : first, after);
            } catch (CancellationException closed) {
                LOG.debug("A watch was ended because the server stops");
            }
        };
    }

    private static void rows(Answer.Sink sink, State state) throws IOException, InterruptedException {
        for (String table : Rows.TABLES) {
            Iterator<Object> rows = Rows.of(state, table).iterator();
            while (rows.hasNext()) {
                line(sink, JsonView.of(typed("row", Map.of("table", table, "row", rows.next()))));
            }
        }
        bookmark(sink, state.revision());
    }

    /// Ends when the reader falls so far behind that what it needs is gone; it then asks anew.
    private static void follow(Answer.Sink sink, Watch watch, Optional<Frame> first, Revision after)
            throws IOException, InterruptedException {
        var seen = after;
        var frame = first.isPresent() ? first : watch.next(BOOKMARK_EVERY);
        while (true) {
            switch (frame.orElse(new Frame.Bookmark(seen))) {
                case Frame.Changes changes -> {
                    seen = changes.batch().revision();
                    line(sink, JsonView.of(typed("changes", Map.of("batch", changes.batch()))));
                }
                case Frame.Bookmark bookmark -> bookmark(sink, bookmark.revision());
                case Frame.Gone gone -> {
                    line(sink, JsonView.of(typed("gone", Map.of("oldest", gone.oldest()))));
                    return;
                }
            }
            frame = watch.next(BOOKMARK_EVERY);
        }
    }

    private static void bookmark(Answer.Sink sink, Revision revision) throws IOException, InterruptedException {
        line(sink, JsonView.of(typed("bookmark", Map.of("revision", revision))));
    }

    private static Map<String, Object> typed(String type, Map<String, Object> members) {
        var typed = new LinkedHashMap<String, Object>();
        typed.put("type", type);
        typed.putAll(members);
        return typed;
    }

    private static void line(Answer.Sink sink, String json) throws IOException, InterruptedException {
        sink.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
