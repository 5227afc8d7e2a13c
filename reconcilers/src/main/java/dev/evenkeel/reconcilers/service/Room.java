package dev.evenkeel.reconcilers.service;

/// How far a service may move at once.
///
/// Worked: desired 4, minimum 50 %: two may stop first. Desired 2, minimum 75 %: ceil 1.5 = 2, none may. Desired 4,
/// maximum 200 %: four may start first. Desired 3, maximum 125 %: floor 3.75 = 3, none may.
///
/// @param mayStart tasks that may be started now
/// @param mayStop healthy tasks that may be stopped now
public record Room(int mayStart, int mayStop) {
    /// @param good tasks that are as wanted: of the newest deployment, where they shall be, and not unhealthy
    /// @param alive all tasks that are wanted, whatever their deployment and health
    /// @param healthy those of them that are healthy
    public static Room of(Bounds bounds, int good, int alive, int healthy) {
        int start = Math.min(bounds.desired() - good, bounds.maximum() - alive);
        int stop = healthy - bounds.minimumHealthy();
        return new Room(Math.max(0, start), Math.max(0, stop));
    }
}
