package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;

/// What a proxy tells of what it sees. Called from any thread; what is told is not waited for.
public interface ProxyReports {
    /// Every listener routes by this revision.
    void served(Revision revision);

    /// A target is to be judged otherwise than before, by its health checks.
    void judged(TargetGroupId group, Target target, TargetHealth health);

    /// A draining target has no request under way any more.
    void drained(TargetGroupId group, Target target);
}
