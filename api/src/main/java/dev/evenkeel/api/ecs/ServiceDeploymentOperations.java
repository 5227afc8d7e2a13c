package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.ServiceDeploymentCommand.StopServiceDeployment;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about service deployments, and what is done to them.
final class ServiceDeploymentOperations {
    private static final int MOST = 20;

    private ServiceDeploymentOperations() {}

    record DescribeInput(List<String> serviceDeploymentArns) {}

    record DescribeAnswer(List<ServiceDeploymentView> serviceDeployments, List<Failure> failures) {}

    record ListInput(
            @Nullable String cluster,
            String service,
            List<String> status,
            @Nullable Created createdAt,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    /// When it began; both ends belong to it.
    record Created(@Nullable Instant before, @Nullable Instant after) {
        boolean has(Instant at) {
            return (before == null || !at.isAfter(before)) && (after == null || !at.isBefore(after));
        }
    }

    record ListAnswer(List<ServiceDeploymentView.Brief> serviceDeployments, Optional<String> nextToken) {}

    record StopInput(String serviceDeploymentArn, @Nullable String stopType) {}

    record StopAnswer(String serviceDeploymentArn) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>(
                        "DescribeServiceDeployments",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        ServiceDeploymentOperations::describe),
                new Query<>(
                        "ListServiceDeployments", ListInput.class, ListAnswer.class, ServiceDeploymentOperations::list),
                new Mutation<>(
                        "StopServiceDeployment",
                        StopInput.class,
                        StopAnswer.class,
                        ServiceDeploymentOperations::stop,
                        (caller, _, id) -> new StopAnswer(new Arns(caller.account()).of(id))));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        atMost("serviceDeploymentArns", input.serviceDeploymentArns());
        var arns = new Arns(caller.account());
        var found = new ArrayList<ServiceDeploymentView>();
        var failures = new ArrayList<Failure>();
        for (String arn : input.serviceDeploymentArns()) {
            var id = new Names(caller).serviceDeployment(arn);
            var row = state.deployments().byId().get(id);
            var service = state.services().get(id.service());
            if (row.isPresent() && service.isPresent()) {
                found.add(ServiceDeploymentView.of(arns, state, service.get(), row.get()));
            } else {
                failures.add(Failure.missing(arn));
            }
        }
        return new DescribeAnswer(found, failures);
    }

    /// As many as these operations take at once, and at least one.
    static void atMost(String member, List<String> arns) {
        if (arns.isEmpty() || arns.size() > MOST) {
            throw Errors.invalid(member + " must have 1 to " + MOST + " items, but has " + arns.size());
        }
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var names = new Names(caller);
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var id = names.service(cluster, input.service());
        if (state.services().get(id).isEmpty()) {
            throw Errors.serviceNotFound();
        }
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var page = paging.page(
                state.deployments()
                        .of(id)
                        .filter(row -> input.status().isEmpty()
                                || input.status().contains(row.status().name()))
                        .filter(row -> input.createdAt() == null
                                || input.createdAt().has(row.times().createdAt()))
                        .sorted(Comparator.comparing(ServiceDeploymentRow::since)
                                .reversed()),
                ServiceDeploymentOperations::position);
        var arns = new Arns(caller.account());
        return new ListAnswer(
                page.items().stream()
                        .map(row -> ServiceDeploymentView.Brief.of(arns, row))
                        .toList(),
                page.nextToken());
    }

    /// Newest first.
    private static String position(ServiceDeploymentRow row) {
        long before = Long.MAX_VALUE - row.since().revision().value();
        return String.format(Locale.ROOT, "%019d", before);
    }

    private static StopServiceDeployment stop(Call call, StopInput input) {
        var id = new Names(call.caller()).serviceDeployment(input.serviceDeploymentArn());
        return new StopServiceDeployment(id, !"ABORT".equals(input.stopType()), call.redacted());
    }
}
