package dev.evenkeel.store.model;

import dev.evenkeel.store.model.ContainerDefinition.Dependency;
import dev.evenkeel.store.model.ContainerDefinition.HealthCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a container starts, counts as healthy, starts again and is given up.
///
/// @param startTimeout seconds that those who depend on it wait for it
/// @param stopTimeout seconds between the stop signal and SIGKILL
public record Lifecycle(
        List<Dependency> dependsOn,
        @Nullable HealthCheck healthCheck,
        @Nullable RestartPolicy restartPolicy,
        @Nullable Integer startTimeout,
        @Nullable Integer stopTimeout) {
    private static final int RESTART_ATTEMPT_PERIOD = 300;

    /// Starts the container again where it stands when it ends.
    ///
    /// @param ignoredExitCodes after which it stays ended
    /// @param attemptPeriod seconds that it must have run before it is started again
    public record RestartPolicy(List<Integer> ignoredExitCodes, int attemptPeriod) {
        /// Whether a container that ended like this is started again.
        public boolean restarts(int exitCode, long secondsRun) {
            return !ignoredExitCodes.contains(exitCode) && secondsRun >= attemptPeriod;
        }
    }

    static Lifecycle of(Doc.Struct container) {
        return new Lifecycle(
                container.structs("dependsOn").stream().map(Dependency::of).toList(),
                container.get("healthCheck").isPresent() ? HealthCheck.of(container.struct("healthCheck")) : null,
                restartPolicy(container.struct("restartPolicy")),
                Members.number(container, "startTimeout").orElse(null),
                Members.number(container, "stopTimeout").orElse(null));
    }

    private static @Nullable RestartPolicy restartPolicy(Doc.Struct policy) {
        if (!Members.flag(policy, "enabled")) {
            return null;
        }
        var ignored = policy.items("ignoredExitCodes").stream()
                .filter(Doc.Num.class::isInstance)
                .map(code -> ((Doc.Num) code).value().intValue())
                .toList();
        return new RestartPolicy(
                ignored, Members.number(policy, "restartAttemptPeriod").orElse(RESTART_ATTEMPT_PERIOD));
    }
}
