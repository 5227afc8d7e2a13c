package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Stage;
import dev.evenkeel.store.state.ServiceRow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each side of a deployment that shifts traffic shall have, by its stage: blue is there until all traffic is on
/// green for good, and green from SCALE_UP on.
///
/// @param sides those that are kept at the desired count, or left alone; all others go
/// @param lastStep whether only the newest deployment is left, which an ordinary look takes care of
public record SideCounts(Map<DeploymentId, Wish> sides, boolean lastStep) {
    /// What becomes of the tasks of a deployment.
    public enum Wish {
        /// As many as the service desires.
        KEPT,
        /// None.
        GONE,
        /// As they are.
        UNTOUCHED
    }

    /// By the stage and status of a deployment.
    public static SideCounts of(ServiceDeploymentRow row, ServiceRow service) {
        var sides = new TreeMap<DeploymentId, Wish>();
        if (row.stage() == null && row.rollback() == null) {
            service.deployments().forEach(side -> sides.put(side.id(), Wish.UNTOUCHED));
            return new SideCounts(sides, false);
        }
        boolean back = row.rollback() != null;
        boolean cleansUp = row.stage() instanceof Stage at && at.stage() == LifecycleStage.CLEAN_UP;
        var source = source(row);
        boolean targetGoes = back && cleansUp && source != null;
        boolean sourceGoes = !back && cleansUp;
        if (source != null && !sourceGoes) {
            sides.put(source, Wish.KEPT);
        }
        if (!targetGoes && reached(row, LifecycleStage.SCALE_UP)) {
            sides.put(row.target(), Wish.KEPT);
        }
        var newest = service.primary().id();
        boolean ends = (targetGoes && newest.equals(source)) || (sourceGoes && newest.equals(row.target()));
        return new SideCounts(sides, ends);
    }

    /// What has the traffic in the beginning, and is gone back to.
    private static @Nullable DeploymentId source(ServiceDeploymentRow row) {
        return row.rollback() instanceof ServiceDeploymentRow.Rollback rollback ? rollback.to() : row.source();
    }

    private static boolean reached(ServiceDeploymentRow row, LifecycleStage stage) {
        return row.stage() instanceof Stage at && at.stage().compareTo(stage) >= 0;
    }

    /// What becomes of the tasks of a deployment.
    public Wish of(DeploymentId deployment) {
        return sides.getOrDefault(deployment, Wish.GONE);
    }
}
