package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Direct;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.LogShelf.Line;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines from callers.
final class PutOperation {
    private static final int MOST_BYTES = 1_048_576;
    private static final int BYTES_BESIDE_TEXT = 26;
    private static final Duration LONGEST_SPAN = Duration.ofHours(24);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final LogShelf shelf;
    private final InstantSource clock;

    PutOperation(LogShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /// CloudWatch Logs takes any sequence token, and needs none.
    record PutInput(
            String logGroupName,
            String logStreamName,
            List<Event> logEvents,
            @Nullable String sequenceToken) {}

    record Event(long timestamp, String message) {}

    record PutAnswer(String nextSequenceToken, Optional<Rejected> rejectedLogEventsInfo) {}

    /// @param tooNewLogEventStartIndex the first that is too new
    /// @param tooOldLogEventEndIndex one beyond the last that is too old, as the next
    record Rejected(
            Optional<Integer> tooNewLogEventStartIndex,
            Optional<Integer> tooOldLogEventEndIndex,
            Optional<Integer> expiredLogEventEndIndex) {}

    List<Operation<?, ?>> all() {
        return List.of(new Direct<>("PutLogEvents", PutInput.class, PutAnswer.class, this::put));
    }

    private PutAnswer put(Caller caller, State state, PutInput input) throws InterruptedException {
        var group = LogArns.existing(caller, state, input.logGroupName(), null);
        var stream = new StreamId(group.id(), input.logStreamName());
        if (shelf.stream(stream).isEmpty()) {
            throw Errors.noStream();
        }
        check(input.logEvents());
        var now = clock.instant();
        int expired = before(input.logEvents(), Kept.since(group, now));
        int tooOld = before(input.logEvents(), now.minus(OLDEST).toEpochMilli());
        int tooNew = before(input.logEvents(), now.plus(NEWEST).toEpochMilli() + 1);
        var taken = input.logEvents().subList(Math.min(Math.max(expired, tooOld), tooNew), tooNew);
        shelf.append(
                stream,
                now.toEpochMilli(),
                taken.stream()
                        .map(event -> new Line(event.timestamp(), event.message()))
                        .toList());
        boolean all = taken.size() == input.logEvents().size();
        var rejected = new Rejected(
                index(tooNew, tooNew < input.logEvents().size()),
                index(tooOld, tooOld > 0),
                index(expired, expired > 0));
        return new PutAnswer(token(stream), all ? Optional.empty() : Optional.of(rejected));
    }

    private static Optional<Integer> index(int index, boolean applies) {
        return applies ? Optional.of(index) : Optional.empty();
    }

    private String token(StreamId stream) {
        long lines = shelf.stream(stream).map(info -> info.lines()).orElse(0L);
        return String.format(Locale.ROOT, "%056d", lines);
    }

    /// How many of the events, which are in the order of time, are before a time.
    private static int before(List<Event> events, long time) {
        return (int)
                events.stream().takeWhile(event -> event.timestamp() < time).count();
    }

    private static void check(List<Event> events) {
        long bytes = 0;
        long last = events.getFirst().timestamp();
        for (var event : events) {
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE_TEXT;
            if (event.timestamp() < last) {
                throw Errors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            last = event.timestamp();
        }
        if (bytes > MOST_BYTES) {
            throw Errors.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
        if (last - events.getFirst().timestamp() > LONGEST_SPAN.toMillis()) {
            throw Errors.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }
}
