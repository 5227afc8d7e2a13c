package dev.evenkeel.api.logs;

/// The answer of operations that say no more than that they have been done.
record Nothing() {}
