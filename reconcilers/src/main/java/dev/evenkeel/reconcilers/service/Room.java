package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ServiceSpec;

/// How far a service may move at once.
///
/// Worked: desired 4, minimum 50 %: two may stop first. Desired 2, minimum 75 %: ceil 1.5 = 2, none may. Desired 4,
/// maximum 200 %: four may start first. Desired 3, maximum 125 %: floor 3.75 = 3, none may.
///
/// @param mayStart tasks that may be started now
/// @param mayStop healthy tasks that may be stopped now
public record Room(int mayStart, int mayStop) {
    /// @param good tasks of the newest deployment that are wanted and not unhealthy
    /// @param alive all tasks that are wanted, whatever their deployment and health
    /// @param healthy those of them that are healthy
    public static Room of(ServiceSpec spec, int good, int alive, int healthy) {
        int missing = spec.desiredCount() - good;
        int start = Math.min(missing, maximum(spec) - alive);
        int stop = healthy - minimumHealthy(spec);
        return new Room(Math.max(0, start), Math.max(0, stop));
    }

    /// Healthy tasks that a deployment leaves: rounded up.
    public static int minimumHealthy(ServiceSpec spec) {
        return Math.ceilDiv(spec.desiredCount() * spec.minimumHealthyPercent(), 100);
    }

    /// Tasks that may be wanted at once: rounded down.
    public static int maximum(ServiceSpec spec) {
        return Math.floorDiv(spec.desiredCount() * spec.maximumPercent(), 100);
    }
}
