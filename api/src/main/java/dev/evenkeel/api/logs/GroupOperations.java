package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.reconcilers.command.LogsCommand.ChangeLogRetention;
import dev.evenkeel.reconcilers.command.LogsCommand.CreateLogGroup;
import dev.evenkeel.reconcilers.command.LogsCommand.DeleteLogGroup;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.StreamInfo;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Log groups: made, deleted, described, and how long they keep their lines.
final class GroupOperations {
    private static final int MOST = 50;
    private static final String STANDARD = "STANDARD";

    /// Days that CloudWatch Logs knows.
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final LogShelf shelf;

    GroupOperations(LogShelf shelf) {
        this.shelf = shelf;
    }

    record CreateInput(String logGroupName, @Nullable String logGroupClass, Map<String, String> tags) {}

    record NameInput(String logGroupName) {}

    record RetentionInput(String logGroupName, int retentionInDays) {}

    record DescribeInput(
            @Nullable String logGroupNamePrefix,
            @Nullable String logGroupNamePattern,
            @Nullable String logGroupClass,
            List<String> logGroupIdentifiers,
            @Nullable Integer limit,
            @Nullable String nextToken) {}

    record DescribeAnswer(List<Group> logGroups, Optional<String> nextToken) {}

    record Group(
            String logGroupName,
            long creationTime,
            Optional<Integer> retentionInDays,
            int metricFilterCount,
            String arn,
            String logGroupArn,
            long storedBytes,
            String logGroupClass) {}

    record ListInput(
            @Nullable String logGroupNamePattern,
            @Nullable String logGroupClass,
            @Nullable Integer limit,
            @Nullable String nextToken) {}

    record ListAnswer(List<Summary> logGroups, Optional<String> nextToken) {}

    record Summary(String logGroupName, String logGroupArn, String logGroupClass) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateLogGroup",
                        CreateInput.class,
                        Nothing.class,
                        GroupOperations::create,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteLogGroup", NameInput.class, Nothing.class, GroupOperations::delete, this::deleted),
                new Mutation<>(
                        "PutRetentionPolicy",
                        RetentionInput.class,
                        Nothing.class,
                        GroupOperations::retain,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteRetentionPolicy",
                        NameInput.class,
                        Nothing.class,
                        GroupOperations::retainForEver,
                        (_, _, _) -> new Nothing()),
                new Query<>("DescribeLogGroups", DescribeInput.class, DescribeAnswer.class, this::describe),
                new Query<>("ListLogGroups", ListInput.class, ListAnswer.class, GroupOperations::list));
    }

    private static CreateLogGroup create(Call call, CreateInput input) {
        if (input.logGroupClass() != null && !input.logGroupClass().equals(STANDARD)) {
            throw Errors.invalid("logGroupClass " + input.logGroupClass() + " is not supported yet.");
        }
        TagOperations.check(input.tags());
        return new CreateLogGroup(group(call, input.logGroupName()), input.tags(), call.redacted());
    }

    private static DeleteLogGroup delete(Call call, NameInput input) {
        return new DeleteLogGroup(group(call, input.logGroupName()), call.redacted());
    }

    /// The lines go once it is durable that the group has gone.
    private Nothing deleted(Caller caller, State state, LogGroupId group) {
        shelf.deleteGroup(group);
        return new Nothing();
    }

    private static ChangeLogRetention retain(Call call, RetentionInput input) {
        if (!RETENTIONS.contains(input.retentionInDays())) {
            throw Errors.invalid("1 validation error detected: Value '" + input.retentionInDays()
                    + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                    + RETENTIONS);
        }
        return new ChangeLogRetention(group(call, input.logGroupName()), input.retentionInDays(), call.redacted());
    }

    private static ChangeLogRetention retainForEver(Call call, NameInput input) {
        return new ChangeLogRetention(group(call, input.logGroupName()), null, call.redacted());
    }

    private static LogGroupId group(Call call, String name) {
        return new LogGroupId(call.caller().region(), name);
    }

    private DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if (input.logGroupNamePrefix() != null && input.logGroupNamePattern() != null) {
            throw Errors.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        boolean named = !input.logGroupIdentifiers().isEmpty();
        if (named && (input.logGroupNamePrefix() != null || input.logGroupNamePattern() != null)) {
            throw Errors.invalid("LogGroup identifiers exclude a LogGroup name prefix or pattern.");
        }
        var identified = new TreeSet<LogGroupId>();
        input.logGroupIdentifiers().forEach(each -> identified.add(LogArns.identified(caller, each)));
        var prefix = input.logGroupNamePrefix() == null ? "" : input.logGroupNamePrefix();
        var pattern = input.logGroupNamePattern() == null ? "" : input.logGroupNamePattern();
        var page = page(
                caller,
                state,
                prefix,
                row -> ofClass(input.logGroupClass())
                        && row.id().name().contains(pattern)
                        && (!named || identified.contains(row.id())),
                input.limit() == null ? MOST : input.limit(),
                input.nextToken());
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, row)).toList(), page.nextToken());
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var alternatives = input.logGroupNamePattern() == null
                ? List.of("")
                : List.of(input.logGroupNamePattern().split("\\|", -1));
        var page = page(
                caller,
                state,
                "",
                row -> ofClass(input.logGroupClass())
                        && alternatives.stream()
                                .anyMatch(each -> isMatch(row.id().name(), each)),
                input.limit() == null ? MOST : input.limit(),
                input.nextToken());
        return new ListAnswer(
                page.items().stream()
                        .map(row -> new Summary(row.id().name(), LogArns.of(caller, row.id()), STANDARD))
                        .toList(),
                page.nextToken());
    }

    private static boolean ofClass(@Nullable String wanted) {
        return wanted == null || wanted.equals(STANDARD);
    }

    /// The pattern is part of the name; with `^` before it, the beginning of it.
    private static boolean isMatch(String name, String pattern) {
        return pattern.startsWith("^") ? name.startsWith(pattern.substring(1)) : name.contains(pattern);
    }

    private static Page<LogGroupRow> page(
            Caller caller,
            State state,
            String prefix,
            Predicate<LogGroupRow> wanted,
            int limit,
            @Nullable String token) {
        var after = Tokens.position(token);
        Stream<LogGroupRow> rows = state.logGroups()
                .from(new LogGroupId(caller.region(), prefix))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().region().equals(caller.region())
                        && row.id().name().startsWith(prefix))
                .filter(row -> row.id().name().compareTo(after) > 0)
                .filter(wanted);
        return Page.of(rows, limit, row -> row.id().name());
    }

    private Group view(Caller caller, LogGroupRow row) {
        var arn = LogArns.of(caller, row.id());
        long bytes = shelf.streams(row.id(), "").stream()
                .mapToLong(StreamInfo::bytes)
                .sum();
        return new Group(
                row.id().name(),
                row.createdAt().toEpochMilli(),
                Optional.ofNullable(row.retentionDays()),
                0,
                arn + ":*",
                arn,
                bytes,
                STANDARD);
    }
}
