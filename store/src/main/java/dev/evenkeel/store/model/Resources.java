package dev.evenkeel.store.model;

import org.jspecify.annotations.Nullable;

/// What a container may use of its host's processors and memory.
///
/// @param cpu CPU units, 1024 a core; 0 when not given
/// @param memory hard limit in MiB
/// @param memoryReservation soft limit in MiB
public record Resources(
        int cpu, @Nullable Integer memory, @Nullable Integer memoryReservation) {
    static Resources of(Doc.Struct container) {
        return new Resources(
                Members.number(container, "cpu").orElse(0),
                Members.number(container, "memory").orElse(null),
                Members.number(container, "memoryReservation").orElse(null));
    }

    /// MiB that placement sets aside: the soft limit or, without one, the hard limit.
    public int reservedMemory() {
        if (memoryReservation != null) {
            return memoryReservation;
        }
        return memory == null ? 0 : memory;
    }
}
