package dev.evenkeel.store.event;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.util.Map;

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

    /// Whether it takes new tasks.
    ///
    /// @param draining true: none any more; false: it is ACTIVE again
    record HostStatusChanged(HostId host, boolean draining) implements HostEvent {}

    /// The attributes that callers gave it are now these.
    ///
    /// @param attributes by name; the empty value is that of an attribute without one
    record HostAttributed(HostId host, Map<String, String> attributes) implements HostEvent {}

    /// Its tags are now these.
    record HostTagged(HostId host, Map<String, String> tags) implements HostEvent {}

    /// Something that a host suffers from began or ended.
    ///
    /// @param condition such as `DiskPressure`
    /// @param message figures for people
    record HostConditionChanged(HostId host, String condition, boolean holds, String message) implements HostEvent {}
}
