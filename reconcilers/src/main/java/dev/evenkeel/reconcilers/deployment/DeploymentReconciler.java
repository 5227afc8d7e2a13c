package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes the service deployments of a service through their lives; its tasks are the service reconciler's.
public final class DeploymentReconciler implements Reconciler<ServiceId> {
    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(ServiceDeploymentMoved.class);
    }

    @Override
    public Stream<ServiceId> all(State state) {
        return state.deployments()
                .open()
                .values()
                .map(row -> row.id().service())
                .distinct();
    }

    @Override
    public Stream<ServiceId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .flatMap(entry -> service(entry.event()).stream())
                .filter(id -> after.deployments().openOf(id).findAny().isPresent());
    }

    private static Optional<ServiceId> service(Event event) {
        return event instanceof ServiceDeploymentEvent e
                ? Optional.of(e.id().service())
                : event instanceof DeploymentEvent d
                        ? Optional.of(d.service())
                        : event instanceof ServiceEvent s ? Optional.of(s.service()) : Optional.empty();
    }

    @Override
    public Decision reconcile(State state, ServiceId key, Inputs inputs) {
        var service = state.services().get(key);
        if (service.isEmpty()) {
            return Decision.NOTHING;
        }
        var entries = new ArrayList<Entry>();
        state.deployments()
                .openOf(key)
                .forEach(open -> next(service.get(), open).ifPresent(entries::add));
        return new Decision(entries, Optional.empty());
    }

    private static Optional<Entry> next(ServiceRow service, ServiceDeploymentRow row) {
        if (service.status() != ServiceRow.Status.ACTIVE) {
            var gone = new Reason.OwnerGone(List.of(service.specSince()));
            return moved(row, ServiceDeploymentStatus.STOPPED, "The service was deleted.", gone);
        }
        return switch (row.status()) {
            case PENDING ->
                moved(row, ServiceDeploymentStatus.IN_PROGRESS, "", new Reason.Reached(List.of(row.since())));
            case IN_PROGRESS ->
                service.deployment(row.target())
                        .filter(DeploymentRow::completed)
                        .flatMap(done -> moved(
                                row,
                                ServiceDeploymentStatus.SUCCESSFUL,
                                "",
                                new Reason.Reached(List.of(done.since()))));
            case STOP_REQUESTED ->
                moved(
                        row,
                        ServiceDeploymentStatus.STOPPED,
                        row.statusReason(),
                        new Reason.Superseded(
                                service.primary().id(),
                                List.of(service.primary().since())));
            case ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED ->
                Optional.empty();
        };
    }

    private static Optional<Entry> moved(
            ServiceDeploymentRow row, ServiceDeploymentStatus to, String text, Reason why) {
        return Optional.of(new Entry(new ServiceDeploymentMoved(row.id(), to, text), why));
    }
}
