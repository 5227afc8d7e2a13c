package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The tasks of a service as one reconciliation sees them.
///
/// @param alive all that hold resources, also those that are stopping
/// @param wanted those that nobody asked to stop
/// @param current wanted tasks of the newest deployment that are not unhealthy
/// @param unhealthy wanted tasks of the newest deployment whose health check failed
/// @param old wanted tasks of older deployments
record ServiceView(
        ServiceRow row,
        List<TaskRow> alive,
        List<TaskRow> wanted,
        List<TaskRow> current,
        List<TaskRow> unhealthy,
        List<TaskRow> old,
        Healthy healthy) {

    static ServiceView of(State state, ServiceRow row, Policy policy, Instant now) {
        var alive = state.tasks().of(row.id()).toList();
        var wanted = alive.stream().filter(TaskRow::wanted).toList();
        var mine = wanted.stream().filter(task -> isPrimary(row, task)).toList();
        return new ServiceView(
                row,
                alive,
                wanted,
                mine.stream().filter(task -> task.health() != Health.UNHEALTHY).toList(),
                mine.stream().filter(task -> task.health() == Health.UNHEALTHY).toList(),
                wanted.stream().filter(task -> !isPrimary(row, task)).toList(),
                new Healthy(state, policy, now, new TreeMap<>()));
    }

    private static boolean isPrimary(ServiceRow row, TaskRow task) {
        return row.primary().id().equals(task.deployment());
    }

    int healthyCount() {
        return (int) wanted.stream().filter(healthy::test).count();
    }

    /// Whether a task counts as healthy: RUNNING, and HEALTHY where an essential container has a check, or otherwise
    /// for long enough.
    record Healthy(State state, Policy policy, Instant now, TreeMap<TaskDefinitionId, Boolean> checked) {
        boolean test(TaskRow task) {
            return task.phase() == Phase.RUNNING
                    && (hasCheck(task)
                            ? task.health() == Health.HEALTHY
                            : since(task).filter(now::isBefore).isEmpty());
        }

        /// When a running task without a check will count as healthy.
        Optional<Instant> since(TaskRow task) {
            return Optional.ofNullable(task.times().startedAt()).map(at -> at.plus(policy.healthyAfter()));
        }

        /// When this task will count as healthy merely because time passes.
        Optional<Instant> pending(TaskRow task) {
            return task.phase() == Phase.RUNNING && !hasCheck(task)
                    ? since(task).filter(now::isBefore)
                    : Optional.empty();
        }

        private boolean hasCheck(TaskRow task) {
            return checked.computeIfAbsent(
                    task.definition(),
                    id -> state.definitions().get(id).orElseThrow().definition().containers().stream()
                            .filter(ContainerDefinition::essential)
                            .anyMatch(container -> container.life().healthCheck() != null));
        }
    }
}
