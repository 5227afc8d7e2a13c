package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about services.
final class ServiceQueries {
    private static final int MOST = 10;

    private ServiceQueries() {}

    record DescribeInput(@Nullable String cluster, List<String> services, List<String> include) {}

    record DescribeAnswer(List<ServiceView> services, List<Failure> failures) {}

    record ListInput(
            @Nullable String cluster,
            @Nullable String launchType,
            @Nullable String schedulingStrategy,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> serviceArns, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeServices", DescribeInput.class, DescribeAnswer.class, ServiceQueries::describe),
                new Query<>("ListServices", ListInput.class, ListAnswer.class, ServiceQueries::list));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        if (input.services().isEmpty()) {
            throw Errors.invalid("Services cannot be empty.");
        }
        if (input.services().size() > MOST) {
            throw Errors.invalid("Services can have at most " + MOST + " items.");
        }
        var arns = new Arns(caller.account());
        var found = new ArrayList<ServiceView>();
        var failures = new ArrayList<Failure>();
        for (String name : input.services()) {
            var id = new Names(caller).service(cluster, name);
            state.services()
                    .get(id)
                    .ifPresentOrElse(
                            row -> found.add(ServiceView.of(
                                    arns, state, row, input.include().contains("TAGS"))),
                            () -> failures.add(Failure.missing(arns.of(id))));
        }
        return new DescribeAnswer(found, failures);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var from = new ServiceId(cluster, paging.after().orElse(""));
        var page = paging.page(
                state.services()
                        .from(from)
                        .takeWhile(entry -> entry.getKey().cluster().equals(cluster))
                        .map(Map.Entry::getValue)
                        .filter(row -> matches(row, input))
                        .map(ServiceRow::id),
                ServiceId::name);
        var arns = new Arns(caller.account());
        return new ListAnswer(page.items().stream().map(arns::of).toList(), page.nextToken());
    }

    private static boolean matches(ServiceRow row, ListInput input) {
        return row.status() != ServiceRow.Status.INACTIVE
                && (input.launchType() == null
                        || input.launchType().equals(row.spec().launchType().name()))
                && !"DAEMON".equals(input.schedulingStrategy());
    }
}
