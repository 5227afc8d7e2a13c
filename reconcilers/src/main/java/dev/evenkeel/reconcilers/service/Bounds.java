package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ServiceSpec;

/// How many tasks a service shall have, and between what numbers it may be on the way there.
///
/// @param desired tasks when all is as wanted
/// @param minimumHealthy healthy tasks that a deployment leaves
/// @param maximum tasks that may be wanted at once
public record Bounds(int desired, int minimumHealthy, int maximum) {
    /// Of a REPLICA service: the minimum rounded up, the maximum rounded down.
    public static Bounds of(ServiceSpec spec) {
        return of(spec, spec.desiredCount());
    }

    /// Of a service that shall have this many tasks, whatever `desiredCount` says.
    public static Bounds of(ServiceSpec spec, int desired) {
        return new Bounds(
                desired,
                Math.ceilDiv(desired * spec.minimumHealthyPercent(), 100),
                Math.floorDiv(desired * spec.maximumPercent(), 100));
    }
}
