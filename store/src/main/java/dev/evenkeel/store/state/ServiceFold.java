package dev.evenkeel.store.state;

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
import dev.evenkeel.store.model.ServiceId;
import java.util.function.UnaryOperator;

/// The fold of services.
final class ServiceFold {
    private ServiceFold() {}

    static State apply(State state, ServiceEvent event, EventRef by) {
        var next = services(state, event, by);
        return switch (event) {
            case ServiceSpecChanged e -> TaskSetFold.unsteady(next, e.service());
            case ServiceRemoved e -> TaskSetFold.without(next, e.service());
            case ServiceForgotten _, ServiceCreated _, ServiceTagged _, ServiceDraining _ -> next;
            case ServiceSteadied _, RolloutBlocked _, StartsThrottled _, PlacementRefused _ -> next;
        };
    }

    private static State services(State state, ServiceEvent event, EventRef by) {
        var services = state.services();
        return forgetting(state, event)
                .withServices(
                        switch (event) {
                            case ServiceForgotten e -> services.without(e.service());
                            case ServiceCreated e ->
                                services.with(
                                        e.service(),
                                        ServiceRow.created(e.service(), e.spec(), state.at(), e.createdBy(), by));
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

    /// What an earlier service of this name did is forgotten with it.
    private static State forgetting(State state, ServiceEvent event) {
        return event instanceof ServiceCreated || event instanceof ServiceForgotten
                ? state.withDeployments(state.deployments().without(event.service()))
                : state;
    }

    private static Table<ServiceId, ServiceRow> change(
            Table<ServiceId, ServiceRow> services, ServiceEvent event, UnaryOperator<ServiceRow> change) {
        return services.with(
                event.service(), change.apply(services.get(event.service()).orElseThrow()));
    }
}
