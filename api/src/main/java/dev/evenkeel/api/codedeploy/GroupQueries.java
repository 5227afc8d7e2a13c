package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.Releases.Group;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about deployment groups.
final class GroupQueries {
    private static final int MOST = 100;

    private GroupQueries() {}

    record GetInput(String applicationName, String deploymentGroupName) {}

    record GetAnswer(View deploymentGroupInfo) {}

    record ListInput(String applicationName, @Nullable String nextToken) {}

    record ListAnswer(String applicationName, List<String> deploymentGroups, Optional<String> nextToken) {}

    record BatchInput(String applicationName, List<String> deploymentGroupNames) {}

    record BatchAnswer(List<View> deploymentGroupsInfo) {}

    record EcsService(String serviceName, String clusterName) {}

    record Last(String deploymentId, String status, Instant createTime, Optional<Instant> endTime) {
        private static Last of(ReleaseRow row) {
            return new Last(
                    row.id().value(),
                    row.status().word(),
                    row.times().createdAt(),
                    Optional.ofNullable(row.times().completedAt()));
        }
    }

    record View(
            String applicationName,
            String deploymentGroupId,
            String deploymentGroupName,
            String deploymentConfigName,
            Optional<String> serviceRoleArn,
            Optional<Doc> targetRevision,
            Optional<Doc> alarmConfiguration,
            Optional<Doc> autoRollbackConfiguration,
            Optional<Doc> deploymentStyle,
            Optional<Doc> blueGreenDeploymentConfiguration,
            Optional<Doc> loadBalancerInfo,
            Optional<Last> lastSuccessfulDeployment,
            Optional<Last> lastAttemptedDeployment,
            String computePlatform,
            List<EcsService> ecsServices) {
        private static View of(State state, Group row) {
            var document = row.spec().document();
            var service = row.spec().service();
            var releases = state.releases()
                    .releases()
                    .values()
                    .filter(release -> release.spec().group().equals(row.id()))
                    .sorted(Comparator.comparing(release -> release.times().createdAt()))
                    .toList()
                    .reversed();
            var succeeded = releases.stream()
                    .filter(release -> release.status() == ReleaseStatus.SUCCEEDED)
                    .findFirst();
            return new View(
                    row.id().application().name(),
                    row.uuid(),
                    row.id().name(),
                    row.spec().config(),
                    document.text("serviceRoleArn"),
                    succeeded.flatMap(release -> DeploymentView.revision(state, release)),
                    document.get("alarmConfiguration"),
                    document.get("autoRollbackConfiguration"),
                    document.get("deploymentStyle"),
                    document.get("blueGreenDeploymentConfiguration"),
                    document.get("loadBalancerInfo"),
                    succeeded.map(Last::of),
                    releases.stream().findFirst().map(Last::of),
                    "ECS",
                    List.of(new EcsService(service.name(), service.cluster().name())));
        }
    }

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("GetDeploymentGroup", GetInput.class, GetAnswer.class, GroupQueries::get),
                new Query<>("ListDeploymentGroups", ListInput.class, ListAnswer.class, GroupQueries::list),
                new Query<>("BatchGetDeploymentGroups", BatchInput.class, BatchAnswer.class, GroupQueries::batch));
    }

    private static GetAnswer get(Caller caller, State state, GetInput input) {
        return new GetAnswer(View.of(state, find(caller, state, input.applicationName(), input.deploymentGroupName())));
    }

    /// The group of this name.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is none
    static Group find(Caller caller, State state, @Nullable String application, @Nullable String name) {
        ApplicationOperations.find(caller, state, application);
        var id = new Names(caller.region()).group(application, name);
        return state.releases().groups().get(id).orElseThrow(() -> Errors.noGroup(id.name()));
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var application = ApplicationOperations.find(caller, state, input.applicationName());
        var names = state.releases()
                .groupsOf(application.id())
                .map(group -> group.id().name())
                .toList();
        var page = Names.page(names, input.nextToken());
        return new ListAnswer(application.id().name(), page.items(), page.nextToken());
    }

    private static BatchAnswer batch(Caller caller, State state, BatchInput input) {
        Names.limit(input.deploymentGroupNames(), MOST);
        return new BatchAnswer(input.deploymentGroupNames().stream()
                .map(name -> View.of(state, find(caller, state, input.applicationName(), name)))
                .toList());
    }
}
