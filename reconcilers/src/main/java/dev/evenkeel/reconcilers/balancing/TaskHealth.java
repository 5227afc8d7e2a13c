package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskTargets;
import dev.evenkeel.store.state.TaskTargets.Place;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/// What load balancers think of tasks, at one state. A group that gets no traffic judges nobody: its targets are not
/// healthy, and none of them fails.
public final class TaskHealth {
    private final State state;
    private final TreeMap<TargetGroupId, Boolean> used = new TreeMap<>();

    /// Of the tasks of this state.
    public TaskHealth(State state) {
        this.state = state;
    }

    /// A check of a load balancer that a task failed.
    ///
    /// @param arn of the target group, as its service names it
    /// @param since the event that told of it
    public record Failure(TargetGroupId group, String arn, EventRef since) {}

    /// Whether load balancers have a say at all.
    public static boolean matters(TaskRow task) {
        return !BalancedPort.of(task.request()).isEmpty();
    }

    /// Whether it is healthy in each of its groups; so is a task without any.
    public boolean isHealthy(TaskRow task) {
        var asked = BalancedPort.of(task.request());
        if (asked.isEmpty()) {
            return true;
        }
        var places = TaskTargets.of(state, task);
        return places.size() == asked.size() && places.stream().allMatch(place -> is(place, TargetState.HEALTHY));
    }

    /// The event that last made it healthy in one of its groups.
    public Optional<EventRef> healthySince(TaskRow task) {
        return TaskTargets.of(state, task).stream()
                .filter(place -> is(place, TargetState.HEALTHY))
                .flatMap(place -> state.balancers().targets().get(place.key()).stream())
                .map(TargetRow::healthSince)
                .max(Comparator.naturalOrder());
    }

    /// The first of its groups in which it is unhealthy.
    public Optional<Failure> failure(TaskRow task) {
        return TaskTargets.of(state, task).stream()
                .filter(place -> is(place, TargetState.UNHEALTHY))
                .findFirst()
                .map(this::failure);
    }

    private Failure failure(Place place) {
        var row = state.balancers().targets().get(place.key()).orElseThrow();
        return new Failure(place.key().group(), place.port().arn(), row.healthSince());
    }

    private boolean is(Place place, TargetState wanted) {
        return state.balancers()
                .targets()
                .get(place.key())
                .filter(row -> !row.draining() && row.health().state() == wanted)
                .map(TargetRow::key)
                .filter(key -> isUsed(key.group()))
                .isPresent();
    }

    private boolean isUsed(TargetGroupId group) {
        return used.computeIfAbsent(
                group, id -> state.balancers().rulesTo(id).findAny().isPresent());
    }
}
