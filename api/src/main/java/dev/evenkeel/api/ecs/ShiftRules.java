package dev.evenkeel.api.ecs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How much traffic a step may send, and how long one may last.
final class ShiftRules {
    private static final int LONGEST_BAKE = 1_440;

    private ShiftRules() {}

    static void check(Rollout rollout) {
        if (rollout.linearConfiguration() instanceof Rollout.Linear linear) {
            percent("linearConfiguration.stepPercent", linear.stepPercent(), "3.0");
            RolloutRules.between(
                    "linearConfiguration.stepBakeTimeInMinutes", linear.stepBakeTimeInMinutes(), 0, LONGEST_BAKE);
        }
        if (rollout.canaryConfiguration() instanceof Rollout.Canary canary) {
            percent("canaryConfiguration.canaryPercent", canary.canaryPercent(), "0.1");
            RolloutRules.between(
                    "canaryConfiguration.canaryBakeTimeInMinutes", canary.canaryBakeTimeInMinutes(), 0, LONGEST_BAKE);
        }
    }

    private static void percent(String member, @Nullable Double value, String least) {
        if (value == null) {
            return;
        }
        var exact = BigDecimal.valueOf(value);
        boolean fits = exact.compareTo(new BigDecimal(least)) >= 0
                && exact.compareTo(BigDecimal.valueOf(100)) <= 0
                && exact.stripTrailingZeros().scale() <= 1;
        if (!fits) {
            throw Errors.invalid("deploymentConfiguration." + member + " must be a multiple of 0.1 from " + least
                    + " to 100.0, but was " + exact.toPlainString());
        }
    }
}
