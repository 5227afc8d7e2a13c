package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.balancing.TaskHealth;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What of the tasks of one service counts as healthy and as unhealthy, at one time.
final class Healthy {
    private final State state;
    private final Policy policy;
    private final Duration grace;
    private final Instant now;
    private final TaskHealth targets;
    private final TreeMap<TaskDefinitionId, Boolean> checked = new TreeMap<>();

    /// @param grace how long after its start no health check fails a task
    Healthy(State state, Policy policy, Duration grace, Instant now) {
        this.state = state;
        this.policy = policy;
        this.grace = grace;
        this.now = now;
        this.targets = new TaskHealth(state);
    }

    /// A check that a task failed.
    ///
    /// @param text ECS's `stoppedReason` of a task that goes for it
    record Failure(String text, Reason why) {}

    /// RUNNING, HEALTHY where an essential container has a check, and healthy in all of its target groups where it has
    /// any; with neither, RUNNING for long enough.
    boolean test(TaskRow task) {
        boolean asked = hasCheck(task) || TaskHealth.matters(task);
        return serves(task)
                && (asked
                        || since(task, policy.healthyAfter())
                                .filter(now::isBefore)
                                .isEmpty());
    }

    /// RUNNING, and found healthy by all that asks it; where nothing does, that it runs is enough.
    boolean serves(TaskRow task) {
        return task.phase() == Phase.RUNNING
                && targets.isHealthy(task)
                && (!hasCheck(task) || task.health() == Health.HEALTHY);
    }

    /// Whether it is healthy, and the last thing that made it so came after the last of these failures.
    boolean becameHealthyAfter(TaskRow task, DeploymentRow.Failures failures) {
        if (!test(task)
                || !(failures.lastAt() instanceof Instant lastAt)
                || failures.last().isEmpty()) {
            return false;
        }
        var last = failures.last().getLast();
        boolean byTarget = targets.healthySince(task)
                .filter(since -> since.compareTo(last) > 0)
                .isPresent();
        var since = hasCheck(task)
                ? Optional.ofNullable(task.times().healthyAt())
                : TaskHealth.matters(task) ? Optional.<Instant>empty() : since(task, policy.healthyAfter());
        return byTarget || since.filter(lastAt::isBefore).isPresent();
    }

    /// Whether a health check failed it, and not only while failures are ignored.
    boolean failed(TaskRow task) {
        return failure(task).isPresent();
    }

    /// The check that failed a task, and not only while failures are ignored.
    Optional<Failure> failure(TaskRow task) {
        return since(task, grace).filter(now::isBefore).isPresent() ? Optional.empty() : complaint(task);
    }

    /// The check that a task fails, ignored or not.
    Optional<Failure> complaint(TaskRow task) {
        if (task.health() == Health.UNHEALTHY) {
            var why = new Reason.Unhealthy(List.of(task.phaseSince()));
            return Optional.of(new Failure("Task failed container health checks", why));
        }
        return targets.failure(task)
                .map(failed -> new Failure(
                        "Task failed ELB health checks in (target-group " + failed.arn() + ")",
                        new Reason.UnhealthyTarget(failed.group(), List.of(failed.since()))));
    }

    /// When it will count as healthy, or as failed, merely because time passes.
    Optional<Instant> pending(TaskRow task) {
        if (complaint(task).isPresent()) {
            return since(task, grace).filter(now::isBefore);
        }
        return task.phase() == Phase.RUNNING && !hasCheck(task) && !TaskHealth.matters(task)
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
