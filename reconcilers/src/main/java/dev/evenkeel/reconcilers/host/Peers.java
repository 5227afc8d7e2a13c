package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.NetworkEvent.InterfaceCreated;
import dev.evenkeel.store.event.NetworkEvent.RulesAuthorized;
import dev.evenkeel.store.event.NetworkEvent.RulesRevoked;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.stream.Stream;

/// Whose interfaces let something else through because of an event: those of a group whose rules change, and those
/// of groups that name a group which gets or loses a member.
final class Peers {
    private Peers() {}

    static Stream<TaskId> of(State before, State after, Event event) {
        if (event instanceof NetworkEvent change) {
            return network(after, change);
        }
        return event instanceof TaskStopped stopped
                ? before.networks().interfaces().of(stopped.task()).stream().flatMap(row -> naming(after, row.groups()))
                : Stream.empty();
    }

    private static Stream<TaskId> network(State after, NetworkEvent event) {
        return switch (event) {
            case RulesAuthorized e -> members(after, e.group());
            case RulesRevoked e -> members(after, e.group());
            case InterfaceCreated e -> naming(after, e.groups());
            case NetworkEvent.AddressRangesSet _,
                    NetworkEvent.VpcCreated _,
                    NetworkEvent.VpcChanged _,
                    NetworkEvent.VpcDeleted _,
                    NetworkEvent.SubnetCreated _,
                    NetworkEvent.SubnetChanged _,
                    NetworkEvent.SubnetDeleted _,
                    NetworkEvent.SecurityGroupCreated _,
                    NetworkEvent.SecurityGroupDeleted _,
                    NetworkEvent.ResourceTagged _,
                    NetworkEvent.ResourceUntagged _ -> Stream.empty();
        };
    }

    private static Stream<TaskId> members(State state, SecurityGroupId group) {
        return state.networks().interfaces().in(group).map(InterfaceRow::task);
    }

    private static Stream<TaskId> naming(State state, List<SecurityGroupId> groups) {
        return state.networks()
                .groups(groups.isEmpty() ? "" : groups.getFirst().region())
                .filter(group -> groups.stream().anyMatch(group::refersTo))
                .flatMap(group -> members(state, group.id()));
    }
}
