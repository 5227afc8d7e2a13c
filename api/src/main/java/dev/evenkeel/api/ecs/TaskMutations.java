package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.TaskCommand.RunTasks;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Refusal;
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
    private static final int LONGEST_TOKEN = 64;
    private static final int LONGEST_OVERRIDES = 8_192;
    private static final Pattern STARTED_BY = Pattern.compile("[a-zA-Z0-9_/-]*");

    private TaskMutations() {}

    record RunInput(
            @Nullable String cluster,
            String taskDefinition,
            @Nullable Integer count,
            @Nullable String launchType,
            @Nullable String group,
            @Nullable String startedBy,
            @Nullable String clientToken,
            @Nullable String propagateTags,
            @Nullable Overrides overrides,
            @Nullable NetworkInput networkConfiguration,
            List<Tag> tags) {}

    record Overrides(List<ContainerOverride> containerOverrides) {}

    record ContainerOverride(@Nullable String name, List<String> command, List<Variable> environment) {}

    record Variable(@Nullable String name, @Nullable String value) {}

    record RunAnswer(List<TaskView> tasks, List<Failure> failures) {}

    record StopInput(
            @Nullable String cluster, String task, @Nullable String reason) {}

    record StopAnswer(TaskView task) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>("RunTask", RunInput.class, RunAnswer.class, TaskMutations::run, TaskMutations::started),
                new Mutation<>(
                        "StopTask", StopInput.class, StopAnswer.class, TaskMutations::stop, TaskMutations::stopping));
    }

    private static RunTasks run(Call call, RunInput input) {
        var names = new Names(call.caller());
        int count = input.count() == null ? 1 : input.count();
        if (count < 1 || count > MOST) {
            throw Errors.invalid("Count should be between 1 and " + MOST + ", but was " + count);
        }
        checkWords(input);
        Tag.check(input.tags());
        Capacity.noPropagation(input.propagateTags());
        return new RunTasks(
                names.cluster(input.cluster()),
                names.definition(input.taskDefinition()),
                count,
                input.group(),
                input.startedBy() == null ? "" : input.startedBy(),
                Capacity.launchType(input.launchType()),
                request(call.document(), input.overrides()),
                NetworkInput.checked(call.caller().region(), input.networkConfiguration()),
                input.clientToken(),
                call.redacted());
    }

    private static void checkWords(RunInput input) {
        if (input.group() != null && input.group().startsWith("service:")) {
            throw Errors.invalid("The group name prefix service: is reserved for services.");
        }
        if (input.startedBy() instanceof String by
                && (by.length() > LONGEST_STARTED_BY || !STARTED_BY.matcher(by).matches())) {
            throw Errors.invalid("startedBy can have at most " + LONGEST_STARTED_BY
                    + " letters, digits, hyphens, forward slashes and underscores.");
        }
        token(input.clientToken());
    }

    /// A client token as ECS takes it.
    static void token(@Nullable String token) {
        boolean legal = token == null
                || (token.length() <= LONGEST_TOKEN && token.chars().allMatch(c -> c >= 33 && c <= 126));
        if (!legal) {
            throw Errors.invalid("clientToken can have at most " + LONGEST_TOKEN + " printable ASCII characters.");
        }
    }

    private static Doc.Struct request(Doc.Struct document, @Nullable Overrides overrides) {
        if (overrides != null) {
            overrides.containerOverrides().forEach(TaskMutations::check);
        }
        var request = Doc.EMPTY;
        if (document.get("overrides").isPresent()) {
            var asked = document.struct("overrides");
            if (asked.toString().length() > LONGEST_OVERRIDES) {
                throw Errors.invalid("Overrides length must be at most " + LONGEST_OVERRIDES);
            }
            request = request.with("overrides", asked);
        }
        return document.items("tags").isEmpty() ? request : request.with("tags", new Doc.Items(document.items("tags")));
    }

    private static void check(ContainerOverride override) {
        if (override.name() == null || override.name().isBlank()) {
            throw Errors.invalid("Container override name should not be null or empty.");
        }
        for (Variable variable : override.environment()) {
            if (variable.name() == null || variable.name().isEmpty()) {
                throw Errors.invalid("Environment variable name should not be null or empty.");
            }
        }
    }

    private static RunAnswer started(Caller caller, State state, Started started) {
        var arns = new Arns(caller.account());
        var tasks = started.tasks().stream()
                .map(id -> state.tasks().byId().get(id))
                .flatMap(Optional::stream)
                .map(row -> TaskView.of(arns, state, row, true))
                .toList();
        return new RunAnswer(
                tasks, started.failures().stream().map(TaskMutations::failure).toList());
    }

    private static Failure failure(Refusal refusal) {
        return new Failure(null, refusal.reason(), null);
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
