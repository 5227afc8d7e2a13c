package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.CreateRelease;
import dev.evenkeel.reconcilers.command.ReleaseCommand.ContinueRelease;
import dev.evenkeel.reconcilers.command.ReleaseCommand.StopRelease;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done with deployments.
final class DeploymentMutations {
    private DeploymentMutations() {}

    record CreateInput(
            String applicationName,
            @Nullable String deploymentGroupName,
            @Nullable Revision revision,
            @Nullable String deploymentConfigName,
            @Nullable String description,
            GroupInput.@Nullable AutoRollback autoRollbackConfiguration,
            GroupInput.@Nullable Alarms overrideAlarmConfiguration) {}

    record CreateAnswer(String deploymentId) {}

    record ContinueInput(
            @Nullable String deploymentId, @Nullable String deploymentWaitType) {}

    record StopInput(String deploymentId, @Nullable Boolean autoRollbackEnabled) {}

    record StopAnswer(String status, String statusMessage) {}

    static List<Operation<?, ?>> all(HookTargets hooks) {
        return List.of(
                new Mutation<>(
                        "CreateDeployment",
                        CreateInput.class,
                        CreateAnswer.class,
                        (call, input) -> create(call, input, hooks),
                        DeploymentMutations::created),
                new Mutation<>(
                        "ContinueDeployment",
                        ContinueInput.class,
                        Nothing.class,
                        DeploymentMutations::goOn,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "StopDeployment",
                        StopInput.class,
                        StopAnswer.class,
                        DeploymentMutations::stop,
                        DeploymentMutations::stopped));
    }

    private static CreateRelease create(Call call, CreateInput input, HookTargets hooks) {
        var group = new Names(call.caller().region()).group(input.applicationName(), input.deploymentGroupName());
        return new CreateRelease(group, DeploymentWish.of(call, input, hooks), call.redacted());
    }

    private static CreateAnswer created(Caller caller, State state, ReleaseId id) {
        return new CreateAnswer(id.value());
    }

    private static ContinueRelease goOn(Call call, ContinueInput input) {
        var id = new Names(call.caller().region()).deployment(input.deploymentId());
        var skipped = input.deploymentWaitType() == null
                ? ReleaseWait.READY_WAIT
                : ReleaseWait.valueOf(input.deploymentWaitType());
        return new ContinueRelease(id, skipped, call.redacted());
    }

    private static StopRelease stop(Call call, StopInput input) {
        var id = new Names(call.caller().region()).deployment(input.deploymentId());
        return new StopRelease(id, input.autoRollbackEnabled(), call.redacted());
    }

    private static StopAnswer stopped(Caller caller, State state, ReleaseId id) {
        var open = state.releases()
                .releases()
                .get(id)
                .filter(row -> row.status().open())
                .isPresent();
        return open
                ? new StopAnswer("Pending", "The deployment is being stopped.")
                : new StopAnswer("Succeeded", "The deployment was stopped.");
    }
}
