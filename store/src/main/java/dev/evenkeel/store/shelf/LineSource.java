package dev.evenkeel.store.shelf;

/// The entry of a container's output that a line ends with: where reading that output goes on.
///
/// @param nanos the entry's time, nanoseconds since 1970-01-01T00:00:00Z
/// @param nth how many entries of the same time came before it
public record LineSource(long nanos, int nth) {}
