package dev.evenkeel.store.event;

/// One event of a batch and the reason for which it was decided.
public record Entry(Event event, Reason reason) {}
