package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.InstanceCommand.SetStatus;
import dev.evenkeel.reconcilers.placement.HostFacts;
import dev.evenkeel.reconcilers.placement.query.QueryException;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Container instances: the hosts, each of which serves every cluster.
final class InstanceOperations {
    private static final int MOST_TOLD = 100;
    private static final int MOST_CHANGED = 10;

    private InstanceOperations() {}

    record ListInput(
            @Nullable String cluster,
            @Nullable String filter,
            @Nullable String status,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> containerInstanceArns, Optional<String> nextToken) {}

    record DescribeInput(@Nullable String cluster, List<String> containerInstances, List<String> include) {}

    record StateInput(@Nullable String cluster, List<String> containerInstances, String status) {}

    record Answer(List<InstanceView> containerInstances, List<Failure> failures) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("ListContainerInstances", ListInput.class, ListAnswer.class, InstanceOperations::list),
                new Query<>(
                        "DescribeContainerInstances", DescribeInput.class, Answer.class, InstanceOperations::describe),
                new Mutation<>(
                        "UpdateContainerInstancesState",
                        StateInput.class,
                        Answer.class,
                        InstanceOperations::update,
                        InstanceOperations::updated));
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var matches = filter(input.filter());
        var page = paging.page(
                state.hosts()
                        .from(new HostId(paging.after().orElse("")))
                        .map(Map.Entry::getValue)
                        .filter(row -> hasStatus(row, input.status()))
                        .filter(row -> matches.test(HostFacts.of(state, cluster, row)))
                        .map(HostRow::id),
                HostId::value);
        var arns = new Arns(caller.account());
        return new ListAnswer(
                page.items().stream().map(host -> arns.of(cluster, host)).toList(), page.nextToken());
    }

    private static boolean hasStatus(HostRow row, @Nullable String status) {
        return status == null || status.equals(row.draining() ? "DRAINING" : "ACTIVE");
    }

    private static Predicate<HostFacts> filter(@Nullable String text) {
        if (text == null) {
            return _ -> true;
        }
        try {
            return dev.evenkeel.reconcilers.placement.query.Query.parse(text)::matches;
        } catch (QueryException wrong) {
            throw Errors.invalid("Invalid filter: " + wrong.getMessage());
        }
    }

    private static Answer describe(Caller caller, State state, DescribeInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var hosts = hosts(caller, cluster, input.containerInstances(), MOST_TOLD);
        return answer(caller, state, cluster, hosts, new TreeSet<>(input.include()));
    }

    private static List<HostId> hosts(Caller caller, ClusterId cluster, List<String> named, int most) {
        if (named.isEmpty()) {
            throw Errors.client("Container instance can not be blank.");
        }
        if (named.size() > most) {
            throw Errors.invalid("Container instances can have at most " + most + " items.");
        }
        return named.stream()
                .map(name -> new Names(caller).instance(cluster, name))
                .distinct()
                .toList();
    }

    private static SetStatus update(Call call, StateInput input) {
        var cluster = new Names(call.caller()).cluster(input.cluster());
        if (!Set.of("ACTIVE", "DRAINING").contains(input.status())) {
            throw Errors.invalid(
                    "Container instance status should be one of [ACTIVE, DRAINING], but was " + input.status());
        }
        var hosts = hosts(call.caller(), cluster, input.containerInstances(), MOST_CHANGED);
        return new SetStatus(cluster, hosts, input.status().equals("DRAINING"), call.redacted());
    }

    private static Answer updated(Caller caller, State state, SetStatus.Answer changed) {
        return answer(caller, state, changed.cluster(), changed.hosts(), Set.of());
    }

    private static Answer answer(
            Caller caller, State state, ClusterId cluster, List<HostId> hosts, Set<String> include) {
        var arns = new Arns(caller.account());
        var found = new ArrayList<InstanceView>();
        var failures = new ArrayList<Failure>();
        for (HostId host : hosts) {
            state.hosts()
                    .get(host)
                    .ifPresentOrElse(
                            row -> found.add(InstanceView.of(arns, state, cluster, row, include)),
                            () -> failures.add(Failure.missing(arns.of(cluster, host))));
        }
        return new Answer(found, failures);
    }
}
