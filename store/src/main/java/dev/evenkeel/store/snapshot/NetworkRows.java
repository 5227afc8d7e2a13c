package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.Networks.Ranges;
import dev.evenkeel.store.state.Networks.Tagged;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import dev.evenkeel.store.state.VpcRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of networks, of whichever kind: exactly one component is there.
record NetworkRows(
        @Nullable Ranges ranges,
        @Nullable Opened opened,
        @Nullable VpcRow vpc,
        @Nullable SubnetRow subnet,
        @Nullable SecurityGroupRow group,
        @Nullable InterfaceRow attached,
        @Nullable Tags tags) {
    /// A region whose default network is among the rows.
    record Opened(String region, EventRef since) {}

    /// The tags of one resource.
    record Tags(Tagged resource, Map<String, String> tags) {}

    static Stream<NetworkRows> of(State state) {
        var networks = state.networks();
        return Stream.of(
                        Stream.of(networks.ranges())
                                .filter(ranges -> !ranges.equals(Ranges.USUAL))
                                .map(row -> new NetworkRows(row, null, null, null, null, null, null)),
                        networks.opened()
                                .entries()
                                .map(e -> new Opened(e.getKey(), e.getValue()))
                                .map(row -> new NetworkRows(null, row, null, null, null, null, null)),
                        networks.vpcs().values().map(row -> new NetworkRows(null, null, row, null, null, null, null)),
                        networks.subnets()
                                .values()
                                .map(row -> new NetworkRows(null, null, null, row, null, null, null)),
                        networks.groups().values().map(row -> new NetworkRows(null, null, null, null, row, null, null)),
                        networks.interfaces()
                                .byId()
                                .values()
                                .map(row -> new NetworkRows(null, null, null, null, null, row, null)),
                        networks.tags()
                                .entries()
                                .map(e -> new Tags(e.getKey(), e.getValue()))
                                .map(row -> new NetworkRows(null, null, null, null, null, null, row)))
                .flatMap(rows -> rows);
    }

    static State add(State state, List<NetworkRows> rows) {
        var networks = state.networks();
        for (var row : rows) {
            networks = row.addTo(networks);
        }
        return state.withNetworks(networks);
    }

    private Networks addTo(Networks networks) {
        var changed = networks;
        if (ranges != null) {
            changed = changed.withRanges(ranges);
        }
        if (opened != null) {
            changed = changed.withOpened(changed.opened().with(opened.region, opened.since));
        }
        if (vpc != null) {
            changed = changed.withVpcs(changed.vpcs().with(vpc.id(), vpc));
        }
        if (subnet != null) {
            changed = changed.withSubnets(changed.subnets().with(subnet.id(), subnet));
        }
        if (group != null) {
            changed = changed.withGroups(changed.groups().with(group.id(), group));
        }
        if (attached != null) {
            changed = changed.withInterfaces(changed.interfaces().with(attached));
        }
        return tags == null ? changed : changed.withTags(changed.tags().with(tags.resource, tags.tags));
    }
}
