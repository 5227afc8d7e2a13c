package dev.evenkeel.store.event;

import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.VpcId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of networks: of VPCs, their subnets and security groups, and of the interfaces of tasks. An interface ends
/// with its task.
public sealed interface NetworkEvent extends Event {
    /// The server was told which addresses to give out from now on.
    ///
    /// @param vpc the block of default VPCs
    /// @param published the loopback block of public addresses
    record AddressRangesSet(String vpc, String published) implements NetworkEvent {}

    /// A VPC exists.
    record VpcCreated(VpcId vpc, String cidr, boolean isDefault) implements NetworkEvent {}

    /// Its attributes are these now.
    record VpcChanged(VpcId vpc, boolean dnsSupport, boolean dnsHostnames) implements NetworkEvent {}

    /// A VPC is gone.
    record VpcDeleted(VpcId vpc) implements NetworkEvent {}

    /// A subnet exists.
    record SubnetCreated(SubnetId subnet, VpcId vpc, String cidr, String zone, boolean defaultForAz)
            implements NetworkEvent {}

    /// Its attributes are these now.
    record SubnetChanged(SubnetId subnet, boolean mapPublicIpOnLaunch) implements NetworkEvent {}

    /// A subnet is gone.
    record SubnetDeleted(SubnetId subnet) implements NetworkEvent {}

    /// A security group exists, with rules or without.
    record SecurityGroupCreated(
            SecurityGroupId group, VpcId vpc, String name, String description, List<SecurityRule> rules)
            implements NetworkEvent {}

    /// A security group is gone.
    record SecurityGroupDeleted(SecurityGroupId group) implements NetworkEvent {}

    /// A security group lets more through.
    record RulesAuthorized(SecurityGroupId group, List<SecurityRule> rules) implements NetworkEvent {}

    /// A security group lets less through.
    ///
    /// @param rules their ids
    record RulesRevoked(SecurityGroupId group, List<String> rules) implements NetworkEvent {}

    /// A task has an interface, for its life.
    ///
    /// @param published its public address, if it has one
    record InterfaceCreated(
            InterfaceId networkInterface,
            TaskId task,
            VpcId vpc,
            SubnetId subnet,
            List<SecurityGroupId> groups,
            String address,
            String mac,
            @Nullable String published)
            implements NetworkEvent {}

    /// Tags of any of these were set.
    ///
    /// @param resource its id, such as `vpc-…`
    record ResourceTagged(String region, String resource, Map<String, String> tags) implements NetworkEvent {}

    /// Tags of any of these were taken away.
    ///
    /// @param keys of the tags
    record ResourceUntagged(String region, String resource, List<String> keys) implements NetworkEvent {}
}
