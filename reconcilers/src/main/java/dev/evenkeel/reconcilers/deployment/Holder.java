package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import java.util.Comparator;
import java.util.Optional;

/// Which revision has the production traffic of a service: what its deployments before this one came to.
final class Holder {
    private final Look look;

    Holder(Look look) {
        this.look = look;
    }

    /// The revision that this deployment starts from, if there is one.
    Optional<DeploymentId> before() {
        var service = look.row.id().service();
        return look.state
                .deployments()
                .of(service)
                .filter(other -> other.since().compareTo(look.row.since()) < 0)
                .sorted(Comparator.comparing(ServiceDeploymentRow::since).reversed())
                .flatMap(other -> left(other).stream())
                .findFirst()
                .or(() -> look.state
                        .deployments()
                        .fallback(service)
                        .map(ServiceRevisionRow::id)
                        .map(id -> id.deployment()))
                .or(() -> look.sources().stream()
                        .map(DeploymentRow::id)
                        .filter(this::runs)
                        .findFirst());
    }

    /// What never completed has traffic only where something of it runs.
    private boolean runs(DeploymentId revision) {
        return look.tasks(revision).stream().anyMatch(task -> task.wanted() && task.phase() == Phase.RUNNING);
    }

    /// What a deployment that ended left the traffic with, where it says so.
    private static Optional<DeploymentId> left(ServiceDeploymentRow row) {
        if (row.status() == ServiceDeploymentStatus.SUCCESSFUL) {
            return Optional.of(row.target());
        }
        return row.rollback() == null
                ? Optional.ofNullable(row.source())
                : Optional.ofNullable(row.rollback().to());
    }
}
