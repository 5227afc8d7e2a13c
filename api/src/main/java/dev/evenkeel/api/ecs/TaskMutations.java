package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.RunTasks;
import dev.evenkeel.reconcilers.command.StartTasks;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.reconcilers.command.TaskCommand.Unplaced;
import dev.evenkeel.reconcilers.command.TaskWish;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is done to tasks.
final class TaskMutations {
    private static final int MOST = 10;
    private static final int LONGEST_STARTED_BY = 128;
    private static final int LONGEST_REFERENCE = 1_024;
    private static final int LONGEST_TOKEN = 64;
    private static final Pattern STARTED_BY = Pattern.compile("[a-zA-Z0-9_/-]*");

    /// Members of an input that the task keeps as they are.
    private static final List<String> KEPT = List.of("enableExecuteCommand", "platformVersion", "referenceId", "tags");

    private TaskMutations() {}

    /// @param referenceId kept with the task in the log; nothing else comes of it, as in ECS
    record RunInput(
            @Nullable String cluster,
            String taskDefinition,
            @Nullable Integer count,
            @Nullable String launchType,
            List<Capacity.StrategyItem> capacityProviderStrategy,
            @Nullable String platformVersion,
            @Nullable String group,
            @Nullable String startedBy,
            @Nullable String referenceId,
            @Nullable String clientToken,
            @Nullable String propagateTags,
            boolean enableECSManagedTags,
            boolean enableExecuteCommand,
            @Nullable TaskOverrides overrides,
            @Nullable NetworkInput networkConfiguration,
            List<PlacementInput.Constraint> placementConstraints,
            List<PlacementInput.Strategy> placementStrategy,
            List<Tag> tags) {}

    /// @param referenceId as for RunTask
    record StartInput(
            @Nullable String cluster,
            List<String> containerInstances,
            String taskDefinition,
            @Nullable String group,
            @Nullable String startedBy,
            @Nullable String referenceId,
            @Nullable String propagateTags,
            boolean enableECSManagedTags,
            boolean enableExecuteCommand,
            @Nullable TaskOverrides overrides,
            @Nullable NetworkInput networkConfiguration,
            List<Tag> tags) {}

    record StartAnswer(List<TaskView> tasks, List<Failure> failures) {}

    record StopInput(
            @Nullable String cluster, String task, @Nullable String reason) {}

    record StopAnswer(TaskView task) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "RunTask", RunInput.class, StartAnswer.class, TaskMutations::run, TaskMutations::started),
                new Mutation<>(
                        "StartTask", StartInput.class, StartAnswer.class, TaskMutations::start, TaskMutations::started),
                new Mutation<>(
                        "StopTask", StopInput.class, StopAnswer.class, TaskMutations::stop, TaskMutations::stopping));
    }

    private static RunTasks run(Call call, RunInput input) {
        int count = input.count() == null ? 1 : input.count();
        if (count < 1 || count > MOST) {
            throw Errors.invalid("Count should be between 1 and " + MOST + ", but was " + count);
        }
        token(input.clientToken());
        PlacementInput.check(input.placementConstraints(), input.placementStrategy());
        var names = new Names(call.caller());
        var wish = new TaskWish(
                names.cluster(input.cluster()),
                names.definition(input.taskDefinition()),
                group(input.group()),
                startedBy(input.startedBy()),
                request(call.document(), input.overrides(), input.referenceId(), input.tags()),
                NetworkInput.checked(call.caller().region(), input.networkConfiguration()),
                fromDefinition(input.propagateTags()),
                input.enableECSManagedTags());
        var capacity = Capacity.wish(input.launchType(), input.capacityProviderStrategy());
        return new RunTasks(wish, capacity, count, input.clientToken(), call.redacted());
    }

    private static StartTasks start(Call call, StartInput input) {
        var names = new Names(call.caller());
        var cluster = names.cluster(input.cluster());
        if (input.containerInstances().isEmpty() || input.containerInstances().size() > MOST) {
            throw Errors.invalid("Container instances should be between 1 and " + MOST + ", but were "
                    + input.containerInstances().size());
        }
        var wish = new TaskWish(
                cluster,
                names.definition(input.taskDefinition()),
                group(input.group()),
                startedBy(input.startedBy()),
                request(call.document(), input.overrides(), input.referenceId(), input.tags()),
                NetworkInput.checked(call.caller().region(), input.networkConfiguration()),
                fromDefinition(input.propagateTags()),
                input.enableECSManagedTags());
        var hosts = input.containerInstances().stream()
                .map(name -> names.instance(cluster, name))
                .toList();
        return new StartTasks(wish, hosts, call.redacted());
    }

    private static @Nullable String group(@Nullable String group) {
        if (group != null && group.startsWith("service:")) {
            throw Errors.invalid("The group name prefix service: is reserved for services.");
        }
        return group;
    }

    private static String startedBy(@Nullable String by) {
        if (by != null
                && (by.length() > LONGEST_STARTED_BY || !STARTED_BY.matcher(by).matches())) {
            throw Errors.invalid("startedBy can have at most " + LONGEST_STARTED_BY
                    + " letters, digits, hyphens, forward slashes and underscores.");
        }
        return by == null ? "" : by;
    }

    /// A client token as ECS takes it.
    static void token(@Nullable String token) {
        boolean legal = token == null
                || (token.length() <= LONGEST_TOKEN && token.chars().allMatch(c -> c >= 33 && c <= 126));
        if (!legal) {
            throw Errors.invalid("clientToken can have at most " + LONGEST_TOKEN + " printable ASCII characters.");
        }
    }

    private static boolean fromDefinition(@Nullable String propagateTags) {
        if ("SERVICE".equals(propagateTags)) {
            throw Errors.invalid("propagateTags SERVICE is for tasks of services only.");
        }
        return "TASK_DEFINITION".equals(propagateTags);
    }

    private static Doc.Struct request(
            Doc.Struct document, @Nullable TaskOverrides overrides, @Nullable String referenceId, List<Tag> tags) {
        Tag.check(tags);
        if (referenceId != null && referenceId.length() > LONGEST_REFERENCE) {
            throw Errors.invalid("referenceId can have at most " + LONGEST_REFERENCE + " characters.");
        }
        var request = Doc.EMPTY;
        if (overrides != null) {
            request = request.with("overrides", overrides.checked(document.struct("overrides")));
        }
        for (String member : KEPT) {
            var value = document.get(member);
            if (value.isPresent() && !value.get().equals(Doc.of(List.of()))) {
                request = request.with(member, value.get());
            }
        }
        return request;
    }

    private static StartAnswer started(Caller caller, State state, Started started) {
        var arns = new Arns(caller.account());
        var tasks = started.tasks().stream()
                .map(id -> state.tasks().byId().get(id))
                .flatMap(Optional::stream)
                .map(row -> TaskView.of(arns, state, row, true))
                .toList();
        return new StartAnswer(
                tasks,
                started.failures().stream()
                        .map(failure -> failure(arns, started.cluster(), failure))
                        .toList());
    }

    private static Failure failure(Arns arns, ClusterId cluster, Unplaced unplaced) {
        var arn = unplaced.host() == null ? null : arns.of(cluster, unplaced.host());
        return new Failure(arn, unplaced.reason(), null);
    }

    private static StopTask stop(Call call, StopInput input) {
        var names = new Names(call.caller());
        var reason = input.reason() == null ? "Task stopped by user" : input.reason();
        return new StopTask(names.task(names.cluster(input.cluster()), input.task()), reason, call.redacted());
    }

    private static StopAnswer stopping(Caller caller, State state, TaskId id) {
        TaskRow row = state.tasks().byId().get(id).orElseThrow();
        return new StopAnswer(TaskView.of(new Arns(caller.account()), state, row, true));
    }
}
