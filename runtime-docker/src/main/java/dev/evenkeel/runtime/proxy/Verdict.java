package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;

/// What is thought of a target after so many checks in a row. Used by one thread.
final class Verdict {
    private TargetHealth health;
    private int successes;
    private int failures;

    /// @param known what was thought of it before
    Verdict(TargetHealth known) {
        this.health = known;
    }

    TargetHealth health() {
        return health;
    }

    /// Counts the outcome of a check. A target that nobody has asked before is healthy with its first success; one
    /// that was judged needs the thresholds.
    ///
    /// @param outcome HEALTHY, or what was wrong
    /// @return whether the verdict changed
    boolean heard(TargetHealth outcome, HealthCheckSpec check) {
        var before = health;
        if (outcome.state() == TargetState.HEALTHY) {
            successes++;
            failures = 0;
            if (before.state() == TargetState.INITIAL || successes >= check.healthyThreshold()) {
                health = outcome;
            }
        } else {
            failures++;
            successes = 0;
            if (failures >= check.unhealthyThreshold()) {
                health = outcome;
            } else if (before.state() == TargetState.INITIAL) {
                health = TargetHealth.CHECKING;
            }
        }
        return !health.equals(before);
    }
}
