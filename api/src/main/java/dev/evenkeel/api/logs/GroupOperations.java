package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.reconcilers.command.LogsCommand.CreateLogGroup;
import dev.evenkeel.reconcilers.command.LogsCommand.DeleteLogGroup;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamInfo;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Log groups: made, deleted and described.
final class GroupOperations {
    private static final int MOST = 50;

    private final LogShelf shelf;
    private final EventLog log;

    GroupOperations(LogShelf shelf, EventLog log) {
        this.shelf = shelf;
        this.log = log;
    }

    record CreateInput(String logGroupName, @Nullable String logGroupClass) {}

    record DeleteInput(String logGroupName) {}

    record Nothing() {}

    record DescribeInput(
            @Nullable String logGroupNamePrefix,
            @Nullable String logGroupNamePattern,
            @Nullable String logGroupClass,
            @Nullable Integer limit,
            @Nullable String nextToken) {}

    record DescribeAnswer(List<Group> logGroups, Optional<String> nextToken) {}

    record Group(
            String logGroupName,
            long creationTime,
            int metricFilterCount,
            String arn,
            String logGroupArn,
            long storedBytes,
            String logGroupClass) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateLogGroup",
                        CreateInput.class,
                        Nothing.class,
                        GroupOperations::create,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteLogGroup", DeleteInput.class, Nothing.class, GroupOperations::delete, this::deleted),
                new Query<>("DescribeLogGroups", DescribeInput.class, DescribeAnswer.class, this::describe));
    }

    private static CreateLogGroup create(Call call, CreateInput input) {
        if (input.logGroupClass() != null && !input.logGroupClass().equals("STANDARD")) {
            throw Errors.invalid("logGroupClass " + input.logGroupClass() + " is not supported yet.");
        }
        return new CreateLogGroup(group(call, input.logGroupName()), call.redacted());
    }

    private static DeleteLogGroup delete(Call call, DeleteInput input) {
        return new DeleteLogGroup(group(call, input.logGroupName()), call.redacted());
    }

    /// The lines go once it is durable that the group has gone.
    private Nothing deleted(Caller caller, State state, LogGroupId group) {
        shelf.deleteGroup(group);
        return new Nothing();
    }

    private static LogGroupId group(Call call, String name) {
        return new LogGroupId(call.caller().region(), name);
    }

    private DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if (input.logGroupNamePrefix() != null && input.logGroupNamePattern() != null) {
            throw Errors.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        var prefix = input.logGroupNamePrefix() == null ? "" : input.logGroupNamePrefix();
        var pattern = input.logGroupNamePattern() == null ? "" : input.logGroupNamePattern();
        var after = Tokens.position(input.nextToken());
        var page = Page.of(
                state.logGroups()
                        .from(new LogGroupId(caller.region(), prefix))
                        .takeWhile(entry -> entry.getKey().region().equals(caller.region())
                                && entry.getKey().name().startsWith(prefix))
                        .filter(entry -> entry.getKey().name().compareTo(after) > 0)
                        .filter(entry -> entry.getKey().name().contains(pattern)),
                input.limit() == null ? MOST : input.limit(),
                (Map.Entry<LogGroupId, EventRef> entry) -> entry.getKey().name());
        return new DescribeAnswer(
                page.items().stream()
                        .map(entry -> view(caller, entry.getKey(), entry.getValue()))
                        .toList(),
                page.nextToken());
    }

    private Group view(Caller caller, LogGroupId group, EventRef made) {
        var arn = LogArns.of(caller, group);
        long bytes =
                shelf.streams(group, "").stream().mapToLong(StreamInfo::bytes).sum();
        return new Group(group.name(), madeAt(made), 0, arn + ":*", arn, bytes, "STANDARD");
    }

    /// The state keeps which event made a group; the log knows when that was.
    private long madeAt(EventRef made) {
        try (var cursor = log.read(made.revision())) {
            return cursor.next().map(found -> found.batch().at().toEpochMilli()).orElse(0L);
        }
    }
}
