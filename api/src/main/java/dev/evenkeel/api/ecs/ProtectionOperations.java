package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.InCluster;
import dev.evenkeel.reconcilers.command.ProtectTasks;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Protection of tasks of services from scaling in and from deployments.
final class ProtectionOperations {
    private static final int MOST_UPDATED = 10;
    private static final int MOST_TOLD = 100;
    private static final int DEFAULT_MINUTES = 120;
    private static final int MOST_MINUTES = 2_880;

    private ProtectionOperations() {}

    record UpdateInput(
            String cluster,
            List<String> tasks,
            boolean protectionEnabled,
            @Nullable Integer expiresInMinutes) {}

    record GetInput(String cluster, List<String> tasks) {}

    record Answer(List<View> protectedTasks, List<Failure> failures) {}

    record View(String taskArn, boolean protectionEnabled, Optional<Instant> expirationDate) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "UpdateTaskProtection",
                        UpdateInput.class,
                        Answer.class,
                        ProtectionOperations::update,
                        ProtectionOperations::updated),
                new Query<>("GetTaskProtection", GetInput.class, Answer.class, ProtectionOperations::get));
    }

    private static ProtectTasks update(Call call, UpdateInput input) {
        var minutes = input.expiresInMinutes() == null ? DEFAULT_MINUTES : input.expiresInMinutes();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Errors.invalid("expiresInMinutes must be between 1 and " + MOST_MINUTES + ", but was " + minutes);
        }
        if (input.tasks().isEmpty()) {
            throw Errors.invalid("Tasks cannot be empty.");
        }
        var cluster = new Names(call.caller()).cluster(input.cluster());
        return new ProtectTasks(
                cluster,
                tasks(call.caller(), cluster, input.tasks(), MOST_UPDATED),
                input.protectionEnabled() ? Duration.ofMinutes(minutes) : null,
                call.redacted());
    }

    private static List<TaskId> tasks(Caller caller, ClusterId cluster, List<String> named, int most) {
        if (named.size() > most) {
            throw Errors.invalid("Tasks can have at most " + most + " items.");
        }
        return named.stream()
                .map(name -> new Names(caller).task(cluster, name))
                .distinct()
                .toList();
    }

    private static Answer updated(Caller caller, State state, List<ProtectTasks.Answer> answers) {
        var arns = new Arns(caller.account());
        var done = new ArrayList<View>();
        var failures = new ArrayList<Failure>();
        for (var answer : answers) {
            if (answer.failure() == null) {
                state.tasks().byId().get(answer.task()).ifPresent(row -> done.add(view(arns, row)));
            } else {
                failures.add(new Failure(arns.of(answer.task()), answer.failure(), null));
            }
        }
        return new Answer(done, failures);
    }

    private static View view(Arns arns, TaskRow row) {
        var until = Optional.ofNullable(row.protectedUntil());
        return new View(arns.of(row.id()), until.isPresent(), until);
    }

    /// Without names, all tasks of services that shall run.
    private static Answer get(Caller caller, State state, GetInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var arns = new Arns(caller.account());
        if (input.tasks().isEmpty()) {
            var all = InCluster.tasks(state, cluster)
                    .filter(row -> row.service() != null && row.wanted())
                    .limit(MOST_TOLD)
                    .map(row -> view(arns, row))
                    .toList();
            return new Answer(all, List.of());
        }
        var found = new ArrayList<View>();
        var failures = new ArrayList<Failure>();
        for (var task : tasks(caller, cluster, input.tasks(), MOST_TOLD)) {
            var row = state.tasks().byId().get(task);
            if (row.isEmpty()) {
                failures.add(Failure.missing(arns.of(task)));
            } else if (row.get().service() == null || !row.get().wanted()) {
                failures.add(new Failure(arns.of(task), "TASK_NOT_VALID", null));
            } else {
                found.add(view(arns, row.get()));
            }
        }
        return new Answer(found, failures);
    }
}
