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
    private static final int LONGEST_NAMESPACE = 1_024;

    private ServiceQueries() {}

    record DescribeInput(@Nullable String cluster, List<String> services, List<String> include) {}

    record DescribeAnswer(List<ServiceView> services, List<Failure> failures) {}

    record ListInput(
            @Nullable String cluster,
            @Nullable String launchType,
            @Nullable String schedulingStrategy,
            @Nullable String resourceManagementType,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record NamespaceInput(
            String namespace,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> serviceArns, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeServices", DescribeInput.class, DescribeAnswer.class, ServiceQueries::describe),
                new Query<>("ListServices", ListInput.class, ListAnswer.class, ServiceQueries::list),
                new Query<>(
                        "ListServicesByNamespace",
                        NamespaceInput.class,
                        ListAnswer.class,
                        ServiceQueries::listByNamespace));
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

    /// Services run as their owners say; none is managed by ECS itself.
    private static boolean matches(ServiceRow row, ListInput input) {
        var strategy = row.spec().daemon() ? "DAEMON" : "REPLICA";
        var launchType = DeploymentView.launchType(row.spec());
        return row.status() != ServiceRow.Status.INACTIVE
                && (input.launchType() == null || launchType.equals(Optional.of(input.launchType())))
                && (input.schedulingStrategy() == null
                        || input.schedulingStrategy().equals(strategy))
                && !"ECS".equals(input.resourceManagementType());
    }

    /// No service has a namespace: service connect is refused, and there is nothing that makes namespaces.
    private static ListAnswer listByNamespace(Caller caller, State state, NamespaceInput input) {
        Paging.of(input.maxResults(), input.nextToken());
        if (input.namespace().isBlank() || input.namespace().length() > LONGEST_NAMESPACE) {
            throw Errors.invalid("Namespace must have 1 to " + LONGEST_NAMESPACE + " characters.");
        }
        throw Errors.namespaceNotFound(input.namespace());
    }
}
