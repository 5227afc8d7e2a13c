package dev.evenkeel.store.model;

import org.jspecify.annotations.Nullable;

/// One thing that a security group lets through. Names either a block of addresses or a group.
///
/// @param id `sgr-…`
/// @param egress whether it is about what members send; otherwise about what they are sent
/// @param protocol `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all
/// @param fromPort first port, or the ICMP type; -1 for all
/// @param toPort last port, or the ICMP code; -1 for all
/// @param cidr an IPv4 or IPv6 block
/// @param group whose members' addresses are meant
public record SecurityRule(
        String id,
        boolean egress,
        String protocol,
        int fromPort,
        int toPort,
        @Nullable String cidr,
        @Nullable SecurityGroupId group,
        @Nullable String description) {
    /// All protocols.
    public static final String ALL = "-1";

    /// Whether the other lets the same through.
    public boolean matches(SecurityRule other) {
        return equals(new SecurityRule(
                id, other.egress, other.protocol, other.fromPort, other.toPort, other.cidr, other.group, description));
    }
}
