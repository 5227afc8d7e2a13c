package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.ReleaseEvent.ReleaseContinued;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStopRequested;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.RollbackCause;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands of CodeDeploy.
public sealed interface ReleaseCommand<R> extends Command<R>
        permits ApplicationCommand,
                ReleaseGroupCommand,
                ReleaseConfigCommand,
                CreateRelease,
                ReleaseCommand.ContinueRelease,
                ReleaseCommand.StopRelease {
    /// Let a release go on without waiting.
    record ContinueRelease(ReleaseId release, ReleaseWait skipped, Doc.Struct input)
            implements ReleaseCommand<ReleaseId> {
        @Override
        public Outcome<ReleaseId> decide(State tip, Inputs inputs) {
            var row = tip.releases().releases().get(release);
            if (row.isEmpty()) {
                return noRelease(release);
            }
            if (!row.get().status().open()) {
                return completed(row.get());
            }
            if (!waits(row.get())) {
                return Outcome.refused(
                        "DeploymentIsNotInReadyStateException",
                        "The deployment " + release.value() + " does not wait for " + skipped + ".");
            }
            return row.get().skips(skipped)
                    ? Outcome.accepted(release, List.of())
                    : Outcome.accepted(release, requested(new ReleaseContinued(release, skipped)));
        }

        private boolean waits(ReleaseRow row) {
            return switch (skipped) {
                case READY_WAIT -> row.status() == ReleaseStatus.READY;
                case TERMINATION_WAIT ->
                    row.stage(ReleaseStage.AFTER_ALLOW_TRAFFIC).progress().passed();
            };
        }
    }

    /// Stop a release.
    ///
    /// @param back whether its traffic goes back; where it is not said, as its group says
    record StopRelease(ReleaseId release, @Nullable Boolean back, Doc.Struct input)
            implements ReleaseCommand<ReleaseId> {
        @Override
        public Outcome<ReleaseId> decide(State tip, Inputs inputs) {
            var row = tip.releases().releases().get(release);
            if (row.isEmpty()) {
                return noRelease(release);
            }
            if (!row.get().status().open()) {
                return completed(row.get());
            }
            if (row.get().back()) {
                return Outcome.refused(
                        "UnsupportedActionForDeploymentTypeException",
                        "The deployment " + release.value() + " is a rollback and cannot be stopped.");
            }
            boolean goes = back == null
                    ? row.get().spec().rollbackOn().contains(RollbackCause.DEPLOYMENT_STOP_ON_REQUEST)
                    : back;
            return Outcome.accepted(release, requested(new ReleaseStopRequested(release, goes)));
        }
    }

    /// What names a deployment that is not there.
    static <R> Outcome<R> noRelease(ReleaseId release) {
        return Outcome.refused(
                "DeploymentDoesNotExistException", "The deployment " + release.value() + " could not be found");
    }

    private static <R> Outcome<R> completed(ReleaseRow row) {
        return Outcome.refused(
                "DeploymentAlreadyCompletedException",
                "The deployment " + row.id().value() + " has a status of "
                        + row.status().word() + ", which means it has already completed.");
    }
}
