package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Rollback;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A deployment that has, or shall have, tasks.
record DeploymentView(
        String id,
        String status,
        String taskDefinition,
        int desiredCount,
        int pendingCount,
        int runningCount,
        int failedTasks,
        Instant createdAt,
        Instant updatedAt,
        Optional<Doc.Items> capacityProviderStrategy,
        Optional<String> launchType,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        String rolloutState,
        String rolloutStateReason,
        Optional<Doc.Struct> networkConfiguration) {
    /// The deployments of a service, PRIMARY first; none of one that is INACTIVE.
    ///
    /// @param desired tasks that the service shall have
    /// @param all its tasks
    static List<DeploymentView> of(Arns arns, State state, ServiceRow service, int desired, List<TaskRow> all) {
        if (service.status() == ServiceRow.Status.INACTIVE) {
            return List.of();
        }
        return service.deployments().stream()
                .map(row -> of(arns, state, service, row, desired, all))
                .toList();
    }

    private static DeploymentView of(
            Arns arns, State state, ServiceRow service, DeploymentRow row, int desired, List<TaskRow> all) {
        var tasks = all.stream().filter(t -> row.id().equals(t.deployment())).toList();
        boolean primary = row.id().equals(service.primary().id());
        boolean leading = primary && service.status() == ServiceRow.Status.ACTIVE;
        int wanted = Math.toIntExact(tasks.stream().filter(TaskRow::wanted).count());
        var spec = primary ? service.spec() : row.asked();
        return new DeploymentView(
                row.id().value(),
                primary ? "PRIMARY" : "ACTIVE",
                arns.of(row.definition()),
                leading ? desired : wanted,
                ServiceView.pending(tasks),
                ServiceView.running(tasks),
                row.failedTasks(),
                row.createdAt(),
                row.updatedAt(),
                strategy(spec),
                launchType(spec),
                spec.document().text("platformVersion"),
                platformFamily(spec),
                row.completed() ? "COMPLETED" : row.failure() == null ? "IN_PROGRESS" : "FAILED",
                reason(state, service, row),
                network(spec));
    }

    /// Of one that is gone back to, who found that it must be.
    private static String reason(State state, ServiceRow service, DeploymentRow row) {
        if (row.failure() instanceof String failure) {
            return failure;
        }
        return state.deployments()
                .running(service.id())
                .filter(running -> !row.completed()
                        && running.rollback() instanceof Rollback back
                        && row.id().equals(back.to()))
                .map(running -> finder(running) + ": rolling back to deploymentId " + row.id() + ".")
                .orElse("ECS deployment " + row.id() + (row.completed() ? " completed." : " in progress."));
    }

    private static String finder(ServiceDeploymentRow row) {
        if (row.breaker() != null) {
            return "ECS deployment circuit breaker";
        }
        return row.alarms().fired().isEmpty() ? "ECS deployment" : "ECS deployment alarms";
    }

    static Optional<Doc.Items> strategy(ServiceSpec spec) {
        return Optional.of(new Doc.Items(spec.document().items("capacityProviderStrategy")))
                .filter(items -> !items.values().isEmpty());
    }

    /// Absent where capacity providers choose.
    static Optional<String> launchType(ServiceSpec spec) {
        return strategy(spec).isPresent()
                ? Optional.empty()
                : Optional.of(spec.launchType().name());
    }

    static Optional<String> platformFamily(ServiceSpec spec) {
        return spec.launchType() == LaunchType.FARGATE ? Optional.of("Linux") : Optional.empty();
    }

    static Optional<Doc.Struct> network(ServiceSpec spec) {
        return Optional.of(spec.document().struct(NetworkConfiguration.MEMBER))
                .filter(asked -> !asked.members().isEmpty());
    }
}
