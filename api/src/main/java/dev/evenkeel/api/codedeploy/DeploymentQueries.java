package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about deployments.
final class DeploymentQueries {
    private static final int MOST = 25;

    private DeploymentQueries() {}

    record GetInput(String deploymentId) {}

    record GetAnswer(DeploymentView deploymentInfo) {}

    record BatchInput(List<String> deploymentIds) {}

    record BatchAnswer(List<DeploymentView> deploymentsInfo) {}

    /// A span of time; an end that is absent is open.
    record Span(@Nullable Instant start, @Nullable Instant end) {
        private boolean has(Instant at) {
            return (start == null || !at.isBefore(start)) && (end == null || !at.isAfter(end));
        }
    }

    record ListInput(
            @Nullable String applicationName,
            @Nullable String deploymentGroupName,
            List<String> includeOnlyStatuses,
            @Nullable Span createTimeRange,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> deployments, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("GetDeployment", GetInput.class, GetAnswer.class, DeploymentQueries::get),
                new Query<>("ListDeployments", ListInput.class, ListAnswer.class, DeploymentQueries::list),
                new Query<>("BatchGetDeployments", BatchInput.class, BatchAnswer.class, DeploymentQueries::batch));
    }

    private static GetAnswer get(Caller caller, State state, GetInput input) {
        return new GetAnswer(DeploymentView.of(state, find(caller, state, input.deploymentId())));
    }

    /// The deployment of this id.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is none
    static ReleaseRow find(Caller caller, State state, @Nullable String id) {
        var release = new Names(caller.region()).deployment(id);
        return state.releases().releases().get(release).orElseThrow(() -> Errors.noDeployment(release.value()));
    }

    private static BatchAnswer batch(Caller caller, State state, BatchInput input) {
        Names.limit(input.deploymentIds(), MOST);
        return new BatchAnswer(input.deploymentIds().stream()
                .map(id -> DeploymentView.of(state, find(caller, state, id)))
                .toList());
    }

    /// Newest first.
    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var group = input.applicationName() == null && input.deploymentGroupName() == null
                ? null
                : GroupQueries.find(caller, state, input.applicationName(), input.deploymentGroupName())
                        .id();
        var span = input.createTimeRange() == null ? new Span(null, null) : input.createTimeRange();
        var statuses = input.includeOnlyStatuses();
        var ids = state.releases()
                .releases()
                .values()
                .filter(row -> row.id().region().equals(caller.region()))
                .filter(row -> group == null || row.spec().group().equals(group))
                .filter(row ->
                        statuses.isEmpty() || statuses.contains(row.status().word()))
                .filter(row -> span.has(row.times().createdAt()))
                .sorted(Comparator.comparing((ReleaseRow row) -> row.since()).reversed())
                .map(row -> row.id().value())
                .toList();
        var page = Names.page(ids, input.nextToken());
        return new ListAnswer(page.items(), page.nextToken());
    }
}
