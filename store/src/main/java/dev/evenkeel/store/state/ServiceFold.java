package dev.evenkeel.store.state;

import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.DeploymentEvent.ImageResolved;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.ServiceEvent.ServiceDraining;
import dev.evenkeel.store.event.ServiceEvent.ServiceForgotten;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.ServiceEvent.ServiceTagged;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The fold of services and their deployments.
final class ServiceFold {
    private ServiceFold() {}

    static State apply(State state, ServiceEvent event, EventRef by) {
        var services = state.services();
        return state.withServices(
                switch (event) {
                    case ServiceForgotten e -> services.without(e.service());
                    case ServiceCreated e ->
                        services.with(
                                e.service(), ServiceRow.created(e.service(), e.spec(), state.at(), e.createdBy(), by));
                    case ServiceSpecChanged e -> change(services, e, row -> row.spec(e.spec(), by));
                    case ServiceTagged e -> change(services, e, row -> row.tagged(e.tags()));
                    case ServiceDraining e ->
                        change(services, e, row -> row.status(ServiceRow.Status.DRAINING, state.at(), by));
                    case ServiceRemoved e ->
                        change(services, e, row -> row.status(ServiceRow.Status.INACTIVE, state.at(), by));
                    case ServiceSteadied e -> change(services, e, row -> row.steady(true));
                    case RolloutBlocked e -> change(services, e, ServiceRow::rolloutBlocked);
                    case StartsThrottled e ->
                        change(services, e, row -> row.throttled(e.failures(), e.nextAttemptAt()));
                    case PlacementRefused e -> change(services, e, row -> row.refused(e.refusals()));
                });
    }

    private static Table<ServiceId, ServiceRow> change(
            Table<ServiceId, ServiceRow> services, ServiceEvent event, UnaryOperator<ServiceRow> change) {
        return services.with(
                event.service(), change.apply(services.get(event.service()).orElseThrow()));
    }

    static State apply(State state, DeploymentEvent event, EventRef by) {
        var row = state.services().get(event.service()).orElseThrow();
        var rows = new ArrayList<>(row.deployments());
        switch (event) {
            case DeploymentStarted e ->
                rows.addFirst(new DeploymentRow(
                        e.deployment(), e.definition(), row.spec(), false, state.at(), state.at(), 0, Map.of(), by));
            case DeploymentCompleted e -> replace(rows, e.deployment(), d -> d.complete(state.at()));
            case DeploymentRetired e -> rows.removeIf(d -> d.id().equals(e.deployment()));
            case ImageResolved e -> replace(rows, e.deployment(), d -> d.resolved(e.container(), e.image()));
        }
        return state.withServices(state.services().with(row.id(), row.deployments(rows)));
    }

    static void replace(List<DeploymentRow> rows, DeploymentId id, UnaryOperator<DeploymentRow> change) {
        rows.replaceAll(d -> d.id().equals(id) ? change.apply(d) : d);
    }
}
