package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import java.time.Instant;

/// One line of a service's `events[]`.
///
/// @param text as ECS words it, after `(service NAME) `
public record ServiceMessage(EventRef ref, Instant at, String text) {}
