package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The tasks of a service as one reconciliation sees them.
///
/// @param alive all that hold resources, also those that are stopping
/// @param wanted those that nobody asked to stop
/// @param current wanted tasks of the newest deployment, where they may stay, that no health check failed
/// @param unhealthy wanted tasks of the newest deployment, where they may stay, that a health check failed
/// @param outgoing wanted tasks that are to be replaced: of older deployments, and on hosts that drain
record ServiceView(
        ServiceRow row,
        List<TaskRow> alive,
        List<TaskRow> wanted,
        List<TaskRow> current,
        List<TaskRow> unhealthy,
        List<TaskRow> outgoing,
        Healthy healthy) {

    static ServiceView of(State state, ServiceRow row, Policy policy, Instant now) {
        var healthy = new Healthy(state, policy, row.spec().gracePeriod(), now);
        var alive = tasks(state, row).toList();
        var wanted = alive.stream().filter(TaskRow::wanted).toList();
        var staying = wanted.stream().filter(task -> stays(state, row, task)).toList();
        return new ServiceView(
                row,
                alive,
                wanted,
                staying.stream().filter(task -> !healthy.failed(task)).toList(),
                staying.stream().filter(healthy::failed).toList(),
                wanted.stream().filter(task -> !stays(state, row, task)).toList(),
                healthy);
    }

    /// All of them; where one part of the service is looked at as if it were the whole, those that belong to it.
    private static Stream<TaskRow> tasks(State state, ServiceRow row) {
        var tasks = state.tasks().of(row.id());
        return row.deployments().isEmpty()
                ? tasks
                : tasks.filter(task -> task.deployment() instanceof DeploymentId id
                        && row.deployment(id).isPresent());
    }

    private static boolean stays(State state, ServiceRow row, TaskRow task) {
        return !row.deployments().isEmpty()
                && row.primary().id().equals(task.deployment())
                && !onDrainingHost(state, task);
    }

    static boolean onDrainingHost(State state, TaskRow task) {
        return task.host() instanceof HostId host
                && state.hosts().get(host).filter(HostRow::draining).isPresent();
    }

    int healthyCount() {
        return (int) wanted.stream().filter(healthy::test).count();
    }
}
