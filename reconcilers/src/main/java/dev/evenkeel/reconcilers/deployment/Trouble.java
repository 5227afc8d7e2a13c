package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.event.Reason;

/// That a deployment cannot go on, and why.
///
/// @param text for people
record Trouble(String text, Reason why) {}
