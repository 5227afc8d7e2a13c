package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;

/// What the proxy of a host routes by.
///
/// @param revision the last one that it knows
/// @param since the event that told of it
public record ServedRow(HostId host, Revision revision, EventRef since) {}
