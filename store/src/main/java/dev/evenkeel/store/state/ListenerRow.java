package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;

/// A listener as it is now.
///
/// @param since the event that made it so
public record ListenerRow(ListenerId id, ListenerSpec spec, EventRef since) {}
