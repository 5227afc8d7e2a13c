package dev.evenkeel.store.model.release;

/// A function that is called in a stage.
///
/// @param function its name or ARN
public record ReleaseHook(ReleaseStage stage, String function) {}
