package dev.evenkeel.reconcilers.rollout;

import dev.evenkeel.store.model.ServiceSpec;
import java.util.Optional;

/// The circuit breaker of a service's deployments.
///
/// @param rollback whether a deployment that fails is taken back
/// @param resetOnHealthyTask whether a task that becomes healthy makes counting begin again
/// @param value percent of the desired count, or failures, as the type says
public record Breaker(boolean rollback, boolean resetOnHealthyTask, Type type, int value) {
    private static final int LEAST = 3;
    private static final int MOST = 200;
    private static final long USUAL_PERCENT = 50;

    /// How the threshold is reckoned, in ECS's words.
    public enum Type {
        /// A share of the desired count, at least 3 and at most 200.
        BOUNDED_PERCENT,
        /// A share of the desired count.
        UNBOUNDED_PERCENT,
        /// The value itself.
        COUNT
    }

    /// The one that a service has, if it has one.
    public static Optional<Breaker> of(ServiceSpec spec) {
        var asked = spec.deploymentConfiguration().struct("deploymentCircuitBreaker");
        if (!asked.bool("enable").orElse(false)) {
            return Optional.empty();
        }
        var threshold = asked.struct("thresholdConfiguration");
        return Optional.of(new Breaker(
                asked.bool("rollback").orElse(false),
                asked.bool("resetOnHealthyTask").orElse(true),
                threshold.text("type").map(Type::valueOf).orElse(Type.BOUNDED_PERCENT),
                Math.toIntExact(threshold.whole("value").orElse(USUAL_PERCENT))));
    }

    /// Failures at which it trips, for so many desired tasks.
    public int threshold(int desired) {
        int share = Math.ceilDiv(desired * value, 100);
        return switch (type) {
            case BOUNDED_PERCENT -> Math.clamp(share, LEAST, MOST);
            case UNBOUNDED_PERCENT -> Math.max(1, share);
            case COUNT -> value;
        };
    }
}
