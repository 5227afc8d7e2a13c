package dev.evenkeel.store.model.alarm;

import java.time.Instant;

/// A value that a decision rested on.
///
/// @param at the beginning of its period
public record Sample(Instant at, double value) {}
