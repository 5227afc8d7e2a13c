package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.ContainerMemory.End;
import dev.evenkeel.reconcilers.host.ContainerMemory.Reached;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a task needs before any of its containers starts: the values that they are given. Where one is missing the
/// task does not start at all, as in ECS.
public final class Initialization {
    /// ECS's category of what goes wrong here.
    public static final String ERROR = "ResourceInitializationError";

    /// What a message begins with when a secret or the credentials of a registry are not to be had.
    public static final String NO_SECRET = "unable to pull secrets or registry auth: ";

    private Initialization() {}

    /// Why the container cannot be given its values, as far as that was known when its task was created.
    static @Nullable String failure(ContainerPlan plan) {
        return plan.secrets().stream()
                .map(secret -> secret.failure())
                .filter(Objects::nonNull)
                .findFirst()
                .map(why -> ERROR + ": " + NO_SECRET + why)
                .orElse(null);
    }

    /// Whether a container that ended takes its task with it, essential or not.
    static boolean failed(End end) {
        return !end.started() && end.reason() instanceof String reason && reason.startsWith(ERROR);
    }

    /// Whether all containers that are given values have got them: those are put into a container when it is created.
    static boolean done(RunTask wanted, TaskMemory memory) {
        return wanted.containers().stream()
                .filter(Initialization::isNeeded)
                .allMatch(plan -> memory.container(plan.name()).reached().compareTo(Reached.CREATED) >= 0);
    }

    private static boolean isNeeded(ContainerPlan plan) {
        return !plan.secrets().isEmpty()
                || !plan.definition().document().items("environmentFiles").isEmpty();
    }
}
