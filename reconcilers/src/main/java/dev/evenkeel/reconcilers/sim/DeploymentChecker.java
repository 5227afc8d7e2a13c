package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceDeploymentEvent.SidesChosen;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import java.util.TreeSet;

/// What service deployments promise: what was given up gets no task, what is gone back to was completed once or has the
/// traffic, and a service is in one deployment at most.
final class DeploymentChecker implements Checker {
    private final Findings findings;
    private final TreeSet<ServiceRevisionId> completed = new TreeSet<>();

    DeploymentChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            check(batch, entry.event(), before, after);
        }
    }

    private void check(Batch batch, Event event, State before, State after) {
        var where = batch.revision() + " " + event;
        if (event instanceof TaskCreated e
                && e.service() instanceof ServiceId service
                && e.deployment() instanceof DeploymentId deployment) {
            boolean givenUp = before.services().get(service).stream()
                    .flatMap(row -> row.deployment(deployment).stream())
                    .anyMatch(row -> row.failure() != null);
            findings.check(!givenUp, "what was given up gets no task", where);
        } else if (event instanceof DeploymentStarted e) {
            boolean known =
                    before.deployments().revision(e.service(), e.deployment()).isPresent();
            boolean there = completed(e.service(), e.deployment())
                    || (isBlue(after, e) && alive(before, e.service(), e.deployment()));
            findings.check(!known || there, "what is gone back to was completed, or has the traffic", where);
        } else if (event instanceof DeploymentCompleted e) {
            completed.add(new ServiceRevisionId(e.service(), e.deployment()));
        } else if (event instanceof SidesChosen e && e.source() instanceof DeploymentId source) {
            boolean there = completed(e.id().service(), source) || alive(before, e.id().service(), source);
            findings.check(there, "blue was completed, or has tasks", where);
        } else if (event instanceof RollbackStarted e && e.to() instanceof DeploymentId to) {
            boolean newest = after.services()
                    .get(e.id().service())
                    .filter(row -> row.primary().id().equals(to))
                    .isPresent();
            findings.check(newest, "a service that goes back wants what it goes back to", where);
        } else if (event instanceof ServiceDeploymentMoved e) {
            moved(e, after, where);
        }
    }

    private boolean completed(ServiceId service, DeploymentId deployment) {
        return completed.contains(new ServiceRevisionId(service, deployment));
    }

    /// Whether it is what a deployment that shifts traffic took over from: a first deployment that was superseded
    /// before it completed is blue, too.
    private static boolean isBlue(State state, DeploymentStarted event) {
        return state.deployments()
                .openOf(event.service())
                .filter(row -> state.deployments().revision(event.service(), row.target()).stream()
                        .anyMatch(revision -> revision.asked().strategy().shifts()))
                .anyMatch(row -> row.stage() != null && event.deployment().equals(row.source()));
    }

    /// Whether it has tasks, or is of a service that shall have none.
    private static boolean alive(State state, ServiceId service, DeploymentId deployment) {
        boolean none = state.services()
                .get(service)
                .filter(row -> !row.spec().daemon() && row.spec().desiredCount() == 0)
                .isPresent();
        return none || state.tasks().of(service).anyMatch(task -> deployment.equals(task.deployment()));
    }

    private void moved(ServiceDeploymentMoved event, State after, String where) {
        long going = after.deployments()
                .openOf(event.id().service())
                .filter(DeploymentChecker::goesOn)
                .count();
        findings.check(going <= 1, "a service is in one deployment at most", where);
        if (event.status() == ServiceDeploymentStatus.SUCCESSFUL) {
            after.deployments()
                    .byId()
                    .get(event.id())
                    .ifPresent(row ->
                            completed.add(new ServiceRevisionId(event.id().service(), row.target())));
        }
        if (event.status() == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL) {
            boolean back = after.services()
                    .get(event.id().service())
                    .filter(row -> row.primary().completed())
                    .isPresent();
            findings.check(back, "a service that was taken back runs what completed once", where);
        }
    }

    private static boolean goesOn(ServiceDeploymentRow row) {
        return row.status() != ServiceDeploymentStatus.STOP_REQUESTED;
    }
}
