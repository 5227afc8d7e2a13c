package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// What of the tasks of one service counts as healthy and as unhealthy, at one time.
final class Healthy {
    private final State state;
    private final Policy policy;
    private final Duration grace;
    private final Instant now;
    private final TreeMap<TaskDefinitionId, Boolean> checked = new TreeMap<>();

    /// @param grace how long after its start no health check fails a task
    Healthy(State state, Policy policy, Duration grace, Instant now) {
        this.state = state;
        this.policy = policy;
        this.grace = grace;
        this.now = now;
    }

    /// RUNNING, and HEALTHY where an essential container has a check, or otherwise for long enough.
    boolean test(TaskRow task) {
        return task.phase() == Phase.RUNNING
                && (hasCheck(task)
                        ? task.health() == Health.HEALTHY
                        : since(task, policy.healthyAfter())
                                .filter(now::isBefore)
                                .isEmpty());
    }

    /// Whether a health check failed it, and not only while failures are ignored.
    boolean failed(TaskRow task) {
        return task.health() == Health.UNHEALTHY
                && since(task, grace).filter(now::isBefore).isEmpty();
    }

    /// When it will count as healthy, or as failed, merely because time passes.
    Optional<Instant> pending(TaskRow task) {
        if (task.health() == Health.UNHEALTHY) {
            return since(task, grace).filter(now::isBefore);
        }
        return task.phase() == Phase.RUNNING && !hasCheck(task)
                ? since(task, policy.healthyAfter()).filter(now::isBefore)
                : Optional.empty();
    }

    private static Optional<Instant> since(TaskRow task, Duration time) {
        return Optional.ofNullable(task.times().startedAt()).map(at -> at.plus(time));
    }

    private boolean hasCheck(TaskRow task) {
        return checked.computeIfAbsent(
                task.definition(),
                id -> state.definitions().get(id).orElseThrow().definition().containers().stream()
                        .filter(ContainerDefinition::essential)
                        .anyMatch(container -> container.life().healthCheck() != null));
    }
}
