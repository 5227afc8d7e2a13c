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
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        var open = state.deployments().openOf(key).toList();
        if (service.isEmpty()) {
            return Decision.NOTHING;
        }
        var entries = new ArrayList<Entry>();
        var revisits = new TreeSet<Instant>();
        for (var row : open) {
            var decision = next(new Look(state, service.get(), row, inputs));
            entries.addAll(decision.entries());
            decision.revisit().ifPresent(revisits::add);
        }
        return new Decision(entries, revisits.stream().findFirst());
    }

    private static Decision next(Look look) {
        if (look.service.status() != ServiceRow.Status.ACTIVE) {
            var gone = new Reason.OwnerGone(List.of(look.service.specSince()));
            look.move(ServiceDeploymentStatus.STOPPED, "The service was deleted.", gone);
            return look.decision();
        }
        switch (look.asked().strategy()) {
            case ROLLING -> new Rolling(look).decide();
            case BLUE_GREEN, LINEAR, CANARY -> throw new IllegalStateException("no caller may ask for it");
        }
        return look.decision();
    }
}
