package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamInfo;
import dev.evenkeel.store.state.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Log streams: described.
final class StreamOperations {
    private static final int MOST = 50;
    private static final Comparator<StreamInfo> BY_NAME =
            Comparator.comparing(stream -> stream.id().name());

    private final LogShelf shelf;

    StreamOperations(LogShelf shelf) {
        this.shelf = shelf;
    }

    record DescribeInput(
            @Nullable String logGroupName,
            @Nullable String logGroupIdentifier,
            @Nullable String logStreamNamePrefix,
            @Nullable String orderBy,
            boolean descending,
            @Nullable Integer limit,
            @Nullable String nextToken) {}

    record DescribeAnswer(List<Stream> logStreams, Optional<String> nextToken) {}

    record Stream(
            String logStreamName,
            long creationTime,
            long firstEventTimestamp,
            long lastEventTimestamp,
            long lastIngestionTime,
            String arn,
            long storedBytes) {}

    List<Operation<?, ?>> all() {
        return List.of(new Query<>("DescribeLogStreams", DescribeInput.class, DescribeAnswer.class, this::describe));
    }

    private DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var group = LogArns.existing(caller, state, input.logGroupName(), input.logGroupIdentifier());
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
        return new Stream(
                stream.id().name(),
                stream.created(),
                stream.first(),
                stream.last(),
                stream.lastIngestion(),
                groupArn + ":log-stream:" + stream.id().name(),
                stream.bytes());
    }
}
