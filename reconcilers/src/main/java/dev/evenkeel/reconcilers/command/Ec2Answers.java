package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.NetworkEvent.ResourceTagged;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.DefaultNetwork;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What commands about networks have in common: what happens with the default network of a region when something of
/// the region is changed for the first time, and EC2's refusals.
final class Ec2Answers {
    private Ec2Answers() {}

    /// The events, after those that make the region's default network rows if it is none yet.
    static List<Entry> requested(State tip, String region, List<? extends Event> events) {
        var all = new ArrayList<Event>(DefaultNetwork.missing(tip, region));
        all.addAll(events);
        return all.stream()
                .map(event -> new Entry(event, new Reason.Requested()))
                .toList();
    }

    /// The event that gives a new resource its tags; none where it has none.
    static List<Event> tags(String region, String resource, Map<String, String> tags) {
        return tags.isEmpty() ? List.of() : List.of(new ResourceTagged(region, resource, tags));
    }

    static <R> Outcome<R> noVpc(VpcId id) {
        return Outcome.refused("InvalidVpcID.NotFound", "The vpc ID '" + id.value() + "' does not exist");
    }

    static <R> Outcome<R> noSubnet(SubnetId id) {
        return Outcome.refused("InvalidSubnetID.NotFound", "The subnet ID '" + id.value() + "' does not exist");
    }

    static <R> Outcome<R> noGroup(SecurityGroupId id) {
        return Outcome.refused("InvalidGroup.NotFound", "The security group '" + id.value() + "' does not exist");
    }
}
