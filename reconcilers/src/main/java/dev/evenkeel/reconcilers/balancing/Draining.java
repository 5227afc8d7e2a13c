package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskTargets;

/// Whether requests may still come to a task, or be under way there, although it is to stop.
public final class Draining {
    private Draining() {}

    /// Whether a task that was asked to stop has to go on for now, because a target group still has it: ECS's
    /// DEACTIVATING.
    public static boolean holds(State state, TaskRow task) {
        return task.alive()
                && task.stopRequestedBy() != null
                && TaskTargets.rows(state, task).findAny().isPresent();
    }

    /// Whether every proxy, also one of a host that is silent, routes as after this event.
    public static boolean isServed(State state, EventRef event) {
        return state.balancers()
                .served()
                .values()
                .filter(row -> state.hosts().get(row.host()).isPresent())
                .allMatch(row -> row.revision().compareTo(event.revision()) >= 0);
    }
}
