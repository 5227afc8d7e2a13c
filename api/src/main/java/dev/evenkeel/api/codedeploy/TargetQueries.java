package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about the targets of deployments: each has one, its ECS service.
final class TargetQueries {
    private TargetQueries() {}

    record GetInput(String deploymentId, String targetId) {}

    record GetAnswer(TargetView deploymentTarget) {}

    record ListInput(String deploymentId, @Nullable String nextToken) {}

    record ListAnswer(List<String> targetIds, Optional<String> nextToken) {}

    record BatchInput(String deploymentId, List<String> targetIds) {}

    record BatchAnswer(List<TargetView> deploymentTargets) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("GetDeploymentTarget", GetInput.class, GetAnswer.class, TargetQueries::get),
                new Query<>("ListDeploymentTargets", ListInput.class, ListAnswer.class, TargetQueries::list),
                new Query<>("BatchGetDeploymentTargets", BatchInput.class, BatchAnswer.class, TargetQueries::batch));
    }

    private static GetAnswer get(Caller caller, State state, GetInput input) {
        var row = DeploymentQueries.find(caller, state, input.deploymentId());
        return new GetAnswer(view(caller, state, row, input.targetId()));
    }

    private static TargetView view(Caller caller, State state, ReleaseRow row, String target) {
        if (!TargetView.id(row).equals(target)) {
            throw Errors.of(
                    "DeploymentTargetDoesNotExistException",
                    "The deployment " + row.id().value() + " has no target " + target);
        }
        return TargetView.of(caller, state, row);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var row = DeploymentQueries.find(caller, state, input.deploymentId());
        var page = Names.page(List.of(TargetView.id(row)), input.nextToken());
        return new ListAnswer(page.items(), page.nextToken());
    }

    private static BatchAnswer batch(Caller caller, State state, BatchInput input) {
        var row = DeploymentQueries.find(caller, state, input.deploymentId());
        return new BatchAnswer(input.targetIds().stream()
                .map(id -> view(caller, state, row, id))
                .toList());
    }
}
