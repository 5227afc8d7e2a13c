package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Shift;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A service revision in a service deployment: how many tasks it has now, and how much traffic it is sent.
///
/// @param requestedTestTrafficWeight percent, as is the other; both absent where no traffic is shifted
record TrafficCounts(
        String arn,
        int requestedTaskCount,
        int runningTaskCount,
        int pendingTaskCount,
        Optional<Double> requestedTestTrafficWeight,
        Optional<Double> requestedProductionTrafficWeight) {
    private static final double WHOLE = 100;

    static TrafficCounts of(RevisionCounts counts, ServiceDeploymentRow row, DeploymentId revision) {
        return new TrafficCounts(
                counts.arn(),
                counts.requestedTaskCount(),
                counts.runningTaskCount(),
                counts.pendingTaskCount(),
                percent(row, row.test(), revision),
                percent(row, row.production(), revision));
    }

    private static Optional<Double> percent(ServiceDeploymentRow row, @Nullable Shift shift, DeploymentId revision) {
        if (shift == null) {
            return Optional.empty();
        }
        double toTarget = shift.permille() / 10.0;
        if (revision.equals(row.target())) {
            return Optional.of(toTarget);
        }
        return Optional.of(revision.equals(row.source()) ? WHOLE - toTarget : 0.0);
    }
}
