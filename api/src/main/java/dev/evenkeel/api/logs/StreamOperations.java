package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Direct;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.shelf.StreamInfo;
import dev.evenkeel.store.state.State;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Log streams: made, deleted and described.
final class StreamOperations {
    private static final int MOST = 50;
    private static final Comparator<StreamInfo> BY_NAME =
            Comparator.comparing(stream -> stream.id().name());

    private final LogShelf shelf;
    private final InstantSource clock;

    StreamOperations(LogShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    record StreamInput(String logGroupName, String logStreamName) {}

    record DescribeInput(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            @Nullable String logStreamNamePrefix,
            @Nullable String orderBy,
            boolean descending,
            @Nullable Integer limit,
            @Nullable String nextToken) {}

    record DescribeAnswer(List<Stream> logStreams, Optional<String> nextToken) {}

    /// CloudWatch Logs no longer counts the bytes of a stream, and says 0.
    record Stream(
            String logStreamName,
            long creationTime,
            Optional<Long> firstEventTimestamp,
            Optional<Long> lastEventTimestamp,
            Optional<Long> lastIngestionTime,
            String arn,
            long storedBytes) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Direct<>("CreateLogStream", StreamInput.class, Nothing.class, this::create),
                new Direct<>("DeleteLogStream", StreamInput.class, Nothing.class, this::delete),
                new Query<>("DescribeLogStreams", DescribeInput.class, DescribeAnswer.class, this::describe));
    }

    private Nothing create(Caller caller, State state, StreamInput input) {
        if (!shelf.create(stream(caller, state, input), clock.millis())) {
            throw Errors.streamExists();
        }
        return new Nothing();
    }

    private Nothing delete(Caller caller, State state, StreamInput input) {
        if (!shelf.delete(stream(caller, state, input), clock.millis())) {
            throw Errors.noStream();
        }
        return new Nothing();
    }

    private static StreamId stream(Caller caller, State state, StreamInput input) {
        var group = LogArns.existing(caller, state, input.logGroupName(), null);
        return new StreamId(group.id(), input.logStreamName());
    }

    private DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var group = LogArns.existing(caller, state, input.logGroupName(), input.logGroupIdentifier())
                .id();
        boolean byTime = "LastEventTime".equals(input.orderBy());
        if (byTime && input.logStreamNamePrefix() != null) {
            throw Errors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        var prefix = input.logStreamNamePrefix() == null ? "" : input.logStreamNamePrefix();
        var order = byTime ? Comparator.comparingLong(StreamInfo::last).thenComparing(BY_NAME) : BY_NAME;
        var after = Tokens.position(input.nextToken());
        var sorted = shelf.streams(group, prefix).stream()
                .sorted(input.descending() ? order.reversed() : order)
                .toList();
        var page = Page.of(
                after.isEmpty()
                        ? sorted.stream()
                        : sorted.stream()
                                .dropWhile(s -> !s.id().name().equals(after))
                                .skip(1),
                input.limit() == null ? MOST : input.limit(),
                (StreamInfo stream) -> stream.id().name());
        var arn = LogArns.of(caller, group);
        return new DescribeAnswer(
                page.items().stream().map(stream -> view(arn, stream)).toList(), page.nextToken());
    }

    private static Stream view(String groupArn, StreamInfo stream) {
        var lines = Optional.of(stream).filter(s -> s.lines() > 0);
        return new Stream(
                stream.id().name(),
                stream.created(),
                lines.map(StreamInfo::first),
                lines.map(StreamInfo::last),
                lines.map(StreamInfo::lastIngestion),
                groupArn + ":log-stream:" + stream.id().name(),
                0);
    }
}
