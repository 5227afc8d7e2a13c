package dev.evenkeel.store.state;

import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.DeploymentEvent.ImageResolved;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.ServiceEvent.ServiceDraining;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.ServiceEvent.ServiceTagged;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.model.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The fold of services and their deployments.
final class ServiceFold {
    private ServiceFold() {}

    static State apply(State state, ServiceEvent event, EventRef by) {
        var row = switch (event) {
            case ServiceCreated e ->
                new ServiceRow(
                        e.service(),
                        ServiceRow.Status.ACTIVE,
                        e.spec(),
                        state.at(),
                        e.createdBy(),
                        List.of(),
                        false,
                        Starts.FINE,
                        List.of(),
                        List.of(),
                        by,
                        null);
            case ServiceSpecChanged e -> row(state, event).spec(e.spec(), by);
            case ServiceTagged e -> row(state, event).tagged(e.tags());
            case ServiceDraining _ -> row(state, event).status(ServiceRow.Status.DRAINING, by);
            case ServiceRemoved _ -> row(state, event).status(ServiceRow.Status.INACTIVE, by);
            case ServiceSteadied _ -> row(state, event).steady(true);
            case StartsThrottled e -> row(state, event).throttled(e.failures(), e.nextAttemptAt());
            case PlacementRefused e -> row(state, event).refused(e.refusals());
        };
        return state.withServices(state.services().with(event.service(), row));
    }

    static State apply(State state, DeploymentEvent event, EventRef by) {
        var row = state.services().get(event.service()).orElseThrow();
        var rows = new ArrayList<>(row.deployments());
        switch (event) {
            case DeploymentStarted e ->
                rows.addFirst(new DeploymentRow(
                        e.deployment(), e.definition(), false, state.at(), state.at(), 0, Map.of(), by));
            case DeploymentCompleted e -> replace(rows, e.deployment(), d -> d.complete(state.at()));
            case DeploymentRetired e -> rows.removeIf(d -> d.id().equals(e.deployment()));
            case ImageResolved e -> replace(rows, e.deployment(), d -> d.resolved(e.container(), e.image()));
        }
        return state.withServices(state.services().with(row.id(), row.deployments(rows)));
    }

    static void replace(List<DeploymentRow> rows, DeploymentId id, UnaryOperator<DeploymentRow> change) {
        rows.replaceAll(d -> d.id().equals(id) ? change.apply(d) : d);
    }

    private static ServiceRow row(State state, ServiceEvent event) {
        return state.services().get(event.service()).orElseThrow();
    }
}
