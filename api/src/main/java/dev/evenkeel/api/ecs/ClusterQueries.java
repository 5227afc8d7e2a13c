package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is asked about clusters.
final class ClusterQueries {
    private static final int MOST = 100;

    private ClusterQueries() {}

    record DescribeInput(List<String> clusters, List<String> include) {}

    record DescribeAnswer(List<ClusterView> clusters, List<Failure> failures) {}

    record ListInput(@Nullable Integer maxResults, @Nullable String nextToken) {}

    record ListAnswer(List<String> clusterArns, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeClusters", DescribeInput.class, DescribeAnswer.class, ClusterQueries::describe),
                new Query<>("ListClusters", ListInput.class, ListAnswer.class, ClusterQueries::list));
    }

    /// The active cluster of this name or ARN.
    static ClusterRow active(Caller caller, State state, @Nullable String nameOrArn) {
        return state.clusters()
                .get(new Names(caller).cluster(nameOrArn))
                .filter(ClusterRow::active)
                .orElseThrow(Errors::clusterNotFound);
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var named = input.clusters().isEmpty() ? List.of(Names.DEFAULT_CLUSTER) : input.clusters();
        if (named.size() > MOST) {
            throw Errors.invalid("Clusters can have at most " + MOST + " items.");
        }
        var arns = new Arns(caller.account());
        Set<String> include = new TreeSet<>(input.include());
        var found = new ArrayList<ClusterView>();
        var failures = new ArrayList<Failure>();
        for (String name : named) {
            var id = new Names(caller).cluster(name);
            state.clusters()
                    .get(id)
                    .ifPresentOrElse(
                            row -> found.add(ClusterView.of(arns, state, row, include)),
                            () -> failures.add(Failure.missing(arns.of(id))));
        }
        return new DescribeAnswer(found, failures);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var from = new ClusterId(caller.region(), paging.after().orElse(""));
        var page = paging.page(
                state.clusters()
                        .from(from)
                        .takeWhile(entry -> entry.getKey().region().equals(caller.region()))
                        .filter(entry -> entry.getValue().active())
                        .map(entry -> entry.getKey()),
                ClusterId::name);
        var arns = new Arns(caller.account());
        return new ListAnswer(page.items().stream().map(arns::of).toList(), page.nextToken());
    }
}
