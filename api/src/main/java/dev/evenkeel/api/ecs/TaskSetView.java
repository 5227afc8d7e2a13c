package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A task set as ECS describes it.
record TaskSetView(
        String id,
        String taskSetArn,
        String serviceArn,
        String clusterArn,
        Optional<String> startedBy,
        Optional<String> externalId,
        String status,
        String taskDefinition,
        int computedDesiredCount,
        int pendingCount,
        int runningCount,
        Instant createdAt,
        Instant updatedAt,
        Optional<String> launchType,
        Optional<Doc.Items> capacityProviderStrategy,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        Optional<Doc.Struct> networkConfiguration,
        List<Doc> loadBalancers,
        List<Doc> serviceRegistries,
        Share scale,
        String stabilityStatus,
        Instant stabilityStatusAt,
        Optional<Doc.Items> tags) {
    /// A share of the service's desired count.
    record Share(double value, String unit) {}

    /// The task sets of a service, that which serves production first.
    static List<TaskSetView> of(Arns arns, State state, ServiceRow service, boolean withTags) {
        return state.taskSetsOf(service.id())
                .sorted(Comparator.comparing(TaskSetRow::status).thenComparing(TaskSetRow::createdAt))
                .map(row -> of(arns, state, service, row, withTags))
                .toList();
    }

    static TaskSetView of(Arns arns, State state, ServiceRow service, TaskSetRow row, boolean withTags) {
        var tasks = state.tasks()
                .of(service.id())
                .filter(task -> row.id().deployment().equals(task.deployment()))
                .toList();
        ServiceSpec spec = row.spec().within(service.spec());
        var document = row.spec().document();
        return new TaskSetView(
                row.id().deployment().value(),
                arns.of(row.id()),
                arns.of(service.id()),
                arns.of(service.id().cluster()),
                document.text("startedBy"),
                document.text("externalId"),
                row.status().name(),
                arns.of(row.spec().definition()),
                spec.desiredCount(),
                ServiceView.pending(tasks),
                ServiceView.running(tasks),
                row.createdAt(),
                row.updatedAt(),
                DeploymentView.launchType(spec),
                DeploymentView.strategy(spec),
                document.text("platformVersion"),
                DeploymentView.platformFamily(spec),
                DeploymentView.network(spec),
                document.items("loadBalancers"),
                List.of(),
                new Share(row.spec().scale().percent().doubleValue(), "PERCENT"),
                isSteady(state, row, tasks) ? "STEADY_STATE" : "STABILIZING",
                row.steadyAt(),
                withTags ? Optional.of(new Doc.Items(document.items("tags"))) : Optional.empty());
    }

    /// Once as many tasks as it shall have were healthy, for as long as all of them are and none is on a host that
    /// drains.
    private static boolean isSteady(State state, TaskSetRow row, List<TaskRow> tasks) {
        return row.steady()
                && tasks.stream()
                        .noneMatch(task -> !task.wanted() || task.health() == Health.UNHEALTHY || drains(state, task));
    }

    private static boolean drains(State state, TaskRow task) {
        return Optional.ofNullable(task.host())
                .flatMap(host -> state.hosts().get(host))
                .filter(HostRow::draining)
                .isPresent();
    }
}
