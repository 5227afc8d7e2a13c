package dev.evenkeel.store.event;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;

/// The life of hosts.
public sealed interface HostEvent extends Event {
    /// The host.
    HostId host();

    /// A host offers this, for the first time or anew.
    record HostRegistered(HostId host, HostSpec spec) implements HostEvent {}

    /// A host has been silent for longer than its lease.
    record HostLost(HostId host) implements HostEvent {}

    /// A lost host talks again.
    record HostReturned(HostId host) implements HostEvent {}
}
