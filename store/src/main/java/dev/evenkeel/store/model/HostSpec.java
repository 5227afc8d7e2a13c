package dev.evenkeel.store.model;

/// What a host offers.
///
/// @param cpu CPU units, 1024 a core
/// @param memory MiB
/// @param firstPort first host port given out to dynamic port mappings
/// @param lastPort last host port given out to dynamic port mappings, inclusive
/// @param address where the published ports of its tasks are reached, for people and load balancers
public record HostSpec(int cpu, int memory, int firstPort, int lastPort, String address, String engineVersion) {}
