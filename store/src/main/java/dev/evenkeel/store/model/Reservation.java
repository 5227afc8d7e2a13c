package dev.evenkeel.store.model;

/// What a task sets aside of its host.
///
/// @param cpu CPU units: the task's own figure, or the sum over its containers
/// @param memory MiB: the task's own figure, or for each container its reservation or, without one, its hard limit
public record Reservation(int cpu, int memory) {
    /// Of a task of this definition.
    ///
    /// @param request the task's own document, or the input that asked for it: its `overrides` count
    public static Reservation of(TaskDefinition definition, Doc.Struct request) {
        var own = definition.with(request.struct("overrides"));
        return new Reservation(own.reservedCpu(), own.reservedMemory());
    }
}
