package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;

/// A subnet as it is now.
///
/// @param zone such as `us-east-1a`
/// @param since the event that made it so
public record SubnetRow(
        SubnetId id,
        VpcId vpc,
        Cidr cidr,
        String zone,
        boolean defaultForAz,
        boolean mapPublicIpOnLaunch,
        EventRef since) {
    /// As in EC2 the first four addresses and the last are nobody's.
    private static final int FIRST = 4;

    private static final int RESERVED = 5;

    /// How many interfaces it can have.
    public int capacity() {
        return (int) cidr.size() - RESERVED;
    }

    /// The address of an interface, counted from 0.
    public Ipv4 host(int index) {
        return cidr.address(FIRST + index);
    }
}
