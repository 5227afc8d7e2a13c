package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of services.
public sealed interface ServiceEvent extends Event {
    /// The service.
    ServiceId service();

    /// A service exists.
    record ServiceCreated(ServiceId service, ServiceSpec spec, String createdBy) implements ServiceEvent {}

    /// Its owner wants something else of it.
    record ServiceSpecChanged(ServiceId service, ServiceSpec spec) implements ServiceEvent {}

    /// Its tags are now these.
    record ServiceTagged(ServiceId service, Map<String, String> tags) implements ServiceEvent {}

    /// It was deleted and its tasks are being stopped.
    record ServiceDraining(ServiceId service) implements ServiceEvent {}

    /// It is INACTIVE: its last task has stopped.
    record ServiceRemoved(ServiceId service) implements ServiceEvent {}

    /// It has reached a steady state.
    record ServiceSteadied(ServiceId service) implements ServiceEvent {}

    /// Its tasks fail to start; the next attempt waits.
    ///
    /// @param failures starts that failed in a row
    record StartsThrottled(ServiceId service, int failures, Instant nextAttemptAt) implements ServiceEvent {}

    /// No host would take a task of it; written when the refusals change.
    ///
    /// @param nearest absent where there was no host at all
    record PlacementRefused(
            ServiceId service,
            List<Refusal> refusals,
            @Nullable Nearest nearest) implements ServiceEvent {}

    /// A deployment can neither start nor stop a task, by the percentages that its owner chose.
    record RolloutBlocked(ServiceId service) implements ServiceEvent {}

    /// An INACTIVE service left the live state; the log still knows it.
    record ServiceForgotten(ServiceId service) implements ServiceEvent {}
}
