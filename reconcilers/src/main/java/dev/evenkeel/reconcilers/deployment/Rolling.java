package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import java.util.List;

/// Takes a rolling deployment on by one step: new tasks in the places of old ones.
final class Rolling {
    private final Look look;

    Rolling(Look look) {
        this.look = look;
    }

    void decide() {
        switch (look.row.status()) {
            case PENDING ->
                look.move(ServiceDeploymentStatus.IN_PROGRESS, "", new Reason.Reached(List.of(look.row.since())));
            case IN_PROGRESS -> look.target().filter(DeploymentRow::completed).ifPresent(this::succeed);
            case STOP_REQUESTED -> stop();
            case ROLLBACK_REQUESTED,
                    ROLLBACK_IN_PROGRESS,
                    SUCCESSFUL,
                    STOPPED,
                    ROLLBACK_SUCCESSFUL,
                    ROLLBACK_FAILED -> {
                // Nothing is left to be done.
            }
        }
    }

    private void succeed(DeploymentRow target) {
        look.move(ServiceDeploymentStatus.SUCCESSFUL, "", new Reason.Reached(List.of(target.since())));
    }

    private void stop() {
        var primary = look.service.primary();
        look.move(
                ServiceDeploymentStatus.STOPPED,
                look.row.statusReason(),
                new Reason.Superseded(primary.id(), List.of(primary.since())));
    }
}
