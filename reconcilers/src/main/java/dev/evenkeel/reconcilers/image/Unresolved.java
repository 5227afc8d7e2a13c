package dev.evenkeel.reconcilers.image;

import dev.evenkeel.store.model.ImageName;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;

/// Deployments whose images nobody could fetch: as often as ECS tries to find what is behind their tags.
public final class Unresolved {
    /// Tries after which ECS gives up: a deployment with a circuit breaker fails then, whatever its threshold is.
    public static final int TRIES = 3;

    private static final String FAILED = "CannotPullContainerError";

    private Unresolved() {}

    /// Whether so many tasks of a deployment could not fetch an image of which nothing is known yet.
    public static boolean test(State state, ServiceId service, DeploymentRow deployment) {
        return isOpen(state, deployment) && tries(state, service, deployment) == TRIES;
    }

    /// At most as many as are asked for; those that have stopped are in no index.
    private static long tries(State state, ServiceId service, DeploymentRow deployment) {
        return state.tasks()
                .byId()
                .values()
                .filter(task ->
                        service.equals(task.service()) && deployment.id().equals(task.deployment()))
                .filter(Unresolved::couldNotFetch)
                .limit(TRIES)
                .count();
    }

    private static boolean isOpen(State state, DeploymentRow deployment) {
        return state.definitions().get(deployment.definition()).stream()
                .flatMap(row -> row.definition().containers().stream())
                .anyMatch(container -> !deployment.images().containsKey(container.name())
                        && !ImageName.of(container.image()).isExact());
    }

    private static boolean couldNotFetch(TaskRow task) {
        return task.stoppedReason() instanceof String reason && reason.startsWith(FAILED);
    }
}
