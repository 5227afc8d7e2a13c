package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.VpcId;

/// A VPC as it is now.
///
/// @param since the event that made it so
public record VpcRow(
        VpcId id, Cidr cidr, boolean isDefault, boolean dnsSupport, boolean dnsHostnames, EventRef since) {}
