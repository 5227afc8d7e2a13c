package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.State;

/// Commands about service deployments.
public sealed interface ServiceDeploymentCommand extends Command<ServiceDeploymentId> {
    /// Stop a deployment that is under way.
    ///
    /// @param back whether to go back to the revision that completed last; otherwise it stays as it stands
    record StopServiceDeployment(ServiceDeploymentId id, boolean back, Doc.Struct input)
            implements ServiceDeploymentCommand {
        @Override
        public Outcome<ServiceDeploymentId> decide(State tip, Inputs inputs) {
            var row = tip.deployments().byId().get(id);
            if (row.isEmpty()) {
                return Outcome.refused(
                        "ServiceDeploymentNotFoundException",
                        "The service deployment " + id.value() + " was not found.");
            }
            return switch (row.get().status()) {
                case PENDING, IN_PROGRESS -> Outcome.accepted(id, Answers.requested(stop()));
                case STOP_REQUESTED,
                        ROLLBACK_REQUESTED,
                        ROLLBACK_IN_PROGRESS,
                        SUCCESSFUL,
                        STOPPED,
                        ROLLBACK_SUCCESSFUL,
                        ROLLBACK_FAILED ->
                    Outcome.refused(
                            "ConflictException",
                            "The service deployment " + id.value() + " cannot be stopped: its status is "
                                    + row.get().status() + ".");
            };
        }

        private ServiceDeploymentMoved stop() {
            return back
                    ? new ServiceDeploymentMoved(
                            id,
                            ServiceDeploymentStatus.ROLLBACK_REQUESTED,
                            "Service deployment rolled back because StopServiceDeployment was called.")
                    : new ServiceDeploymentMoved(
                            id,
                            ServiceDeploymentStatus.STOP_REQUESTED,
                            "Service deployment stopped because StopServiceDeployment was called.");
        }
    }
}
