package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.VpcId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All networks.
///
/// @param ranges where addresses are taken from
/// @param opened regions whose default network is among the rows, and the event that put it there
/// @param tags of any of these, by their ids
public record Networks(
        Ranges ranges,
        Table<String, EventRef> opened,
        Table<VpcId, VpcRow> vpcs,
        Table<SubnetId, SubnetRow> subnets,
        Table<SecurityGroupId, SecurityGroupRow> groups,
        Interfaces interfaces,
        Table<Tagged, Map<String, String>> tags) {
    /// No networks.
    public static final Networks NONE = new Networks(
            Ranges.USUAL, Table.empty(), Table.empty(), Table.empty(), Table.empty(), Interfaces.NONE, Table.empty());

    /// Where addresses are taken from.
    ///
    /// @param vpc the block of default VPCs
    /// @param published the loopback block of public addresses
    public record Ranges(Cidr vpc, Cidr published) {
        /// What EC2 has, and a part of the loopback network that nobody else uses.
        public static final Ranges USUAL = new Ranges(Cidr.of("172.31.0.0/16"), Cidr.of("127.80.0.0/16"));
    }

    /// Something that has tags.
    ///
    /// @param resource its id, such as `vpc-…`
    public record Tagged(String region, String resource) implements Comparable<Tagged> {
        @Override
        public int compareTo(Tagged other) {
            return region.equals(other.region) ? resource.compareTo(other.resource) : region.compareTo(other.region);
        }
    }

    /// These networks with the default network of a region, which is there from the start: it becomes rows when
    /// something of the region is first changed.
    public Networks in(String region) {
        return opened.get(region).isPresent() ? this : NetworkFold.opened(this, region);
    }

    /// The VPCs of a region.
    public Stream<VpcRow> vpcs(String region) {
        return vpcs.from(new VpcId(region, ""))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().region().equals(region));
    }

    /// The subnets of a region.
    public Stream<SubnetRow> subnets(String region) {
        return subnets.from(new SubnetId(region, ""))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().region().equals(region));
    }

    /// The security groups of a region.
    public Stream<SecurityGroupRow> groups(String region) {
        return groups.from(new SecurityGroupId(region, ""))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().region().equals(region));
    }

    /// The default VPC of a region, if nobody has deleted it.
    public Optional<VpcRow> defaultVpc(String region) {
        return vpcs(region).filter(VpcRow::isDefault).findFirst();
    }

    /// The group that every VPC has.
    public SecurityGroupRow defaultGroup(VpcId vpc) {
        return groups(vpc.region())
                .filter(row -> row.vpc().equals(vpc) && row.name().equals(SecurityGroupRow.DEFAULT))
                .findFirst()
                .orElseThrow();
    }

    /// The tags of a resource.
    public Map<String, String> tagsOf(String region, String resource) {
        return tags.get(new Tagged(region, resource)).orElseGet(Map::of);
    }

    /// With other ranges.
    public Networks withRanges(Ranges now) {
        return new Networks(now, opened, vpcs, subnets, groups, interfaces, tags);
    }

    /// With other opened.
    public Networks withOpened(Table<String, EventRef> rows) {
        return new Networks(ranges, rows, vpcs, subnets, groups, interfaces, tags);
    }

    /// With other vpcs.
    public Networks withVpcs(Table<VpcId, VpcRow> rows) {
        return new Networks(ranges, opened, rows, subnets, groups, interfaces, tags);
    }

    /// With other subnets.
    public Networks withSubnets(Table<SubnetId, SubnetRow> rows) {
        return new Networks(ranges, opened, vpcs, rows, groups, interfaces, tags);
    }

    /// With other groups.
    public Networks withGroups(Table<SecurityGroupId, SecurityGroupRow> rows) {
        return new Networks(ranges, opened, vpcs, subnets, rows, interfaces, tags);
    }

    /// With other interfaces.
    public Networks withInterfaces(Interfaces rows) {
        return new Networks(ranges, opened, vpcs, subnets, groups, rows, tags);
    }

    /// With other tags.
    public Networks withTags(Table<Tagged, Map<String, String>> rows) {
        return new Networks(ranges, opened, vpcs, subnets, groups, interfaces, rows);
    }

    /// With nothing held by a task that has stopped.
    Networks released(TaskId task) {
        return interfaces
                .of(task)
                .map(_ -> withInterfaces(interfaces.released(task)))
                .orElse(this);
    }

    /// Without the interface of a task that is forgotten, and its tags.
    Networks forgotten(TaskId task) {
        return interfaces
                .of(task)
                .map(row -> withInterfaces(interfaces.forgotten(task))
                        .withTags(tags.without(
                                new Tagged(row.id().region(), row.id().value()))))
                .orElse(this);
    }
}
