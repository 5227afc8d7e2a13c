package dev.evenkeel.store.state;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupCreated;
import dev.evenkeel.store.event.NetworkEvent.SubnetCreated;
import dev.evenkeel.store.event.NetworkEvent.VpcCreated;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import java.util.ArrayList;
import java.util.List;

/// The network that a region has from the start: a VPC with a subnet in each of two zones. Its ids follow from the
/// region, so that they are the same before anything is written and after.
public final class DefaultNetwork {
    /// The zones of a region, by the letter after its name.
    public static final List<String> ZONES = List.of("a", "b");

    /// A subnet is this many bits smaller than its VPC: /20 of /16, as in EC2.
    private static final int SMALLER = 4;

    private static final int SMALLEST = 28;

    private DefaultNetwork() {}

    /// The events that make it rows; none where they are rows already.
    public static List<NetworkEvent> missing(State state, String region) {
        var networks = state.networks();
        return networks.opened().get(region).isPresent()
                ? List.of()
                : of(region, networks.ranges().vpc());
    }

    static List<NetworkEvent> of(String region, Cidr cidr) {
        var vpc = new VpcId(region, "vpc-" + digits(region, "vpc"));
        var events = new ArrayList<NetworkEvent>();
        events.add(new VpcCreated(vpc, cidr.toString(), true));
        int length = Math.min(SMALLEST, cidr.prefix() + SMALLER);
        for (int i = 0; i < ZONES.size(); i++) {
            var id = new SubnetId(region, "subnet-" + digits(region, "subnet" + i));
            events.add(new SubnetCreated(id, vpc, cidr.part(length, i).toString(), region + ZONES.get(i), true));
        }
        var digits = digits(region, "group");
        events.add(defaultGroup(vpc, digits, digits(region, "ingress"), digits(region, "egress")));
        return List.copyOf(events);
    }

    /// The group that a VPC begins with: members reach each other, and everything else.
    ///
    /// @param digits 17 hexadecimal digits of its id
    /// @param ingress those of the id of the rule that lets members in
    /// @param egress those of the id of the rule that lets everything out
    public static SecurityGroupCreated defaultGroup(VpcId vpc, String digits, String ingress, String egress) {
        var group = new SecurityGroupId(vpc.region(), "sg-" + digits);
        var members = new SecurityRule("sgr-" + ingress, false, SecurityRule.ALL, -1, -1, null, group, null);
        return new SecurityGroupCreated(
                group,
                vpc,
                SecurityGroupRow.DEFAULT,
                "default VPC security group",
                List.of(members, everythingOut(egress)));
    }

    /// The rule that every group begins with.
    public static SecurityRule everythingOut(String digits) {
        return new SecurityRule("sgr-" + digits, true, SecurityRule.ALL, -1, -1, "0.0.0.0/0", null, null);
    }

    private static String digits(String region, String what) {
        return Hash.digest("default/" + region + "/" + what).toString().substring(0, 17);
    }
}
