package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.HookCommand.ContinueDeployment;
import dev.evenkeel.store.model.deployment.HookAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What callers say to deployments that pause.
final class HookOperations {
    private HookOperations() {}

    record Continue(
            String serviceDeploymentArn,
            String hookId,
            @Nullable String action) {}

    record Continued(String serviceDeploymentArn) {}

    static List<Operation<?, ?>> all() {
        return List.of(new Mutation<>(
                "ContinueServiceDeployment",
                Continue.class,
                Continued.class,
                HookOperations::proceed,
                (caller, _, id) -> new Continued(new Arns(caller.account()).of(id))));
    }

    private static ContinueDeployment proceed(Call call, Continue input) {
        var action = input.action() == null ? HookAction.CONTINUE : HookAction.valueOf(input.action());
        var id = new Names(call.caller()).serviceDeployment(input.serviceDeploymentArn());
        return new ContinueDeployment(id, input.hookId(), action, call.redacted());
    }
}
