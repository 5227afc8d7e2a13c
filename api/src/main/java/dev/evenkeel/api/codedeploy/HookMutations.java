package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ReleaseHookCommand.Conclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the hooks of AppSpecs tell.
final class HookMutations {
    private HookMutations() {}

    record Input(
            @Nullable String deploymentId,
            @Nullable String lifecycleEventHookExecutionId,
            @Nullable String status) {}

    record Answer(String lifecycleEventHookExecutionId) {}

    static List<Operation<?, ?>> all() {
        return List.of(new Mutation<>(
                "PutLifecycleEventHookExecutionStatus",
                Input.class,
                Answer.class,
                HookMutations::conclude,
                (_, _, hook) -> new Answer(hook)));
    }

    private static Conclude conclude(Call call, Input input) {
        var release = new Names(call.caller().region()).deployment(input.deploymentId());
        var hook = input.lifecycleEventHookExecutionId();
        if (hook == null || hook.isBlank()) {
            throw Errors.of(
                    "InvalidLifecycleEventHookExecutionIdException", "Lifecycle event hook execution id is required.");
        }
        return new Conclude(release, hook, succeeded(input.status()), call.redacted());
    }

    private static boolean succeeded(@Nullable String status) {
        return switch (status) {
            case "Succeeded" -> true;
            case "Failed" -> false;
            case null, default ->
                throw Errors.of(
                        "InvalidLifecycleEventHookExecutionStatusException",
                        "The status has to be Succeeded or Failed, but is " + status + ".");
        };
    }
}
