package dev.evenkeel.store.model.release;

import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import org.jspecify.annotations.Nullable;

/// Which rules send traffic to which target group before and after a release.
///
/// @param test absent where there is no test traffic
public record ReleaseRoutes(
        RuleId production, @Nullable RuleId test, TargetGroupId original, TargetGroupId replacement) {}
