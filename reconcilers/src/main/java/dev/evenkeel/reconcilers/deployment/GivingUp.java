package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Rollback;
import java.util.List;

/// Ends a rolling deployment that did not come to what was wanted: back to what was there before, or as it stands.
final class GivingUp {
    private final Look look;
    private final ServiceDeploymentRow row;
    private final ServiceId service;

    GivingUp(Look look) {
        this.look = look;
        this.row = look.row;
        this.service = look.row.id().service();
    }

    /// It failed.
    ///
    /// @param goBack whether its owner wants it back then
    /// @param cause what happened, as the end of a sentence
    void fail(Trouble trouble, boolean goBack, String cause) {
        look.add(new DeploymentFailed(service, row.target(), trouble.text()), trouble.why());
        if (goBack) {
            goBack(words(cause), trouble.why());
        } else {
            look.move(ServiceDeploymentStatus.STOP_REQUESTED, trouble.text(), trouble.why());
        }
    }

    private String words(String cause) {
        return look.state.deployments().fallback(service).isPresent()
                ? "Service deployment rolled back because " + cause
                : "Service deployment failed because " + cause
                        + " No service revision was completed before that it could roll back to.";
    }

    /// Back to the revision that completed last. Where there is none, nothing is launched any more.
    private void goBack(String words, Reason why) {
        var to = look.state.deployments().fallback(service);
        look.add(
                new RollbackStarted(
                        row.id(), to.map(revision -> revision.id().deployment()).orElse(null), words),
                why);
        to.ifPresent(revision -> startAgain(revision.id().deployment(), why));
    }

    /// Lets the service want again what a revision was asked to run.
    void startAgain(DeploymentId revision, Reason why) {
        var asked = look.state
                .deployments()
                .revision(service, revision)
                .orElseThrow()
                .asked();
        var spec = look.service.spec().backTo(asked);
        look.add(new ServiceSpecChanged(service, spec), why);
        look.add(new DeploymentStarted(service, revision, spec.taskDefinition()), why);
    }

    /// Somebody wants it back, and it can still go.
    void backAsked() {
        var why = new Reason.Reached(List.of(row.statusSince()));
        look.add(new DeploymentFailed(service, row.target(), row.statusReason()), why);
        if (look.state.deployments().fallback(service).isPresent()) {
            goBack(row.statusReason(), why);
        } else {
            look.move(ServiceDeploymentStatus.STOPPED, row.statusReason(), why);
        }
    }

    /// Another one took over, or it stands as it is from now on.
    void stop() {
        var newest = look.service.primary();
        boolean superseded = !newest.id().equals(row.target());
        if (!superseded && newest.failure() == null) {
            var asked = new Reason.Reached(List.of(row.statusSince()));
            look.add(new DeploymentFailed(service, row.target(), row.statusReason()), asked);
        }
        var why = superseded
                ? new Reason.Superseded(newest.id(), List.of(newest.since()))
                : new Reason.Reached(List.of(row.statusSince()));
        look.move(ServiceDeploymentStatus.STOPPED, row.statusReason(), why);
    }

    /// No revision was ever completed.
    void nowhereToGo() {
        var why = new Reason.Hindered("no service revision was completed before", List.of(since()));
        look.move(ServiceDeploymentStatus.ROLLBACK_FAILED, row.statusReason(), why);
    }

    /// What it went back to fails, too.
    void failAgain(DeploymentRow to, int threshold) {
        var failures = to.failures();
        var why = new Reason.TooManyFailures(failures.count(), threshold, failures.last());
        look.add(new DeploymentFailed(service, to.id(), "ECS deployment circuit breaker: tasks failed to start."), why);
        look.move(ServiceDeploymentStatus.ROLLBACK_FAILED, row.statusReason(), why);
    }

    private EventRef since() {
        return row.rollback() instanceof Rollback rollback ? rollback.since() : row.statusSince();
    }
}
