package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.NetworkEvent.AddressRangesSet;
import dev.evenkeel.store.event.NetworkEvent.ResourceTagged;
import dev.evenkeel.store.event.NetworkEvent.ResourceUntagged;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupDeleted;
import dev.evenkeel.store.event.NetworkEvent.SubnetChanged;
import dev.evenkeel.store.event.NetworkEvent.SubnetCreated;
import dev.evenkeel.store.event.NetworkEvent.SubnetDeleted;
import dev.evenkeel.store.event.NetworkEvent.VpcChanged;
import dev.evenkeel.store.event.NetworkEvent.VpcCreated;
import dev.evenkeel.store.event.NetworkEvent.VpcDeleted;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.DefaultNetwork;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.Networks.Ranges;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands about VPCs, subnets and tags.
public sealed interface NetworkCommand<R> extends Command<R> {
    /// 17 hexadecimal digits, as EC2 names things.
    int DIGITS = 17;

    /// Blocks of VPCs and subnets have this prefix at least.
    int LARGEST = 16;

    /// And this one at most.
    int SMALLEST = 28;

    private static String digits(Dice dice) {
        return dice.hex32().substring(0, DIGITS);
    }

    private static boolean sized(Cidr cidr) {
        return cidr.prefix() >= LARGEST && cidr.prefix() <= SMALLEST;
    }

    /// Take addresses from these ranges from now on. Default networks that are rows already keep theirs.
    record SetAddressRanges(Ranges ranges, Doc.Struct input) implements NetworkCommand<Boolean> {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            if (tip.networks().ranges().equals(ranges)) {
                return Outcome.accepted(false, List.of());
            }
            var event = new AddressRangesSet(
                    ranges.vpc().toString(), ranges.published().toString());
            return Outcome.accepted(true, Answers.requested(event));
        }
    }

    /// Make a VPC with its default group.
    record CreateVpc(String region, Cidr cidr, Map<String, String> tags, Doc.Struct input)
            implements NetworkCommand<VpcId> {
        @Override
        public Outcome<VpcId> decide(State tip, Inputs inputs) {
            if (!sized(cidr)) {
                return Outcome.refused("InvalidVpc.Range", "The CIDR '" + cidr + "' is invalid.");
            }
            var dice = inputs.dice();
            var vpc = new VpcId(region, "vpc-" + digits(dice));
            var events = new ArrayList<Event>();
            events.add(new VpcCreated(vpc, cidr.toString(), false));
            events.add(DefaultNetwork.defaultGroup(vpc, digits(dice), digits(dice), digits(dice)));
            events.addAll(Ec2Answers.tags(region, vpc.value(), tags));
            return Outcome.accepted(vpc, Ec2Answers.requested(tip, region, events));
        }
    }

    /// Change attributes of a VPC. What is absent stays.
    record ModifyVpc(
            VpcId vpc,
            @Nullable Boolean dnsSupport,
            @Nullable Boolean dnsHostnames,
            Doc.Struct input) implements NetworkCommand<VpcId> {
        @Override
        public Outcome<VpcId> decide(State tip, Inputs inputs) {
            var row = tip.networks().in(vpc.region()).vpcs().get(vpc);
            if (row.isEmpty()) {
                return Ec2Answers.noVpc(vpc);
            }
            boolean support = dnsSupport == null ? row.get().dnsSupport() : dnsSupport;
            boolean hostnames = dnsHostnames == null ? row.get().dnsHostnames() : dnsHostnames;
            return support == row.get().dnsSupport() && hostnames == row.get().dnsHostnames()
                    ? Outcome.accepted(vpc, List.of())
                    : Outcome.accepted(
                            vpc,
                            Ec2Answers.requested(tip, vpc.region(), List.of(new VpcChanged(vpc, support, hostnames))));
        }
    }

    /// Delete a VPC and its default group. Nothing else may be left in it.
    record DeleteVpc(VpcId vpc, Doc.Struct input) implements NetworkCommand<VpcId> {
        @Override
        public Outcome<VpcId> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(vpc.region());
            if (networks.vpcs().get(vpc).isEmpty()) {
                return Ec2Answers.noVpc(vpc);
            }
            if (holdsMore(networks)) {
                return Outcome.refused(
                        "DependencyViolation", "The vpc '" + vpc.value() + "' has dependencies and cannot be deleted.");
            }
            var group = new SecurityGroupDeleted(networks.defaultGroup(vpc).id());
            return Outcome.accepted(vpc, Ec2Answers.requested(tip, vpc.region(), List.of(group, new VpcDeleted(vpc))));
        }

        private boolean holdsMore(Networks networks) {
            return networks.subnets(vpc.region()).anyMatch(row -> row.vpc().equals(vpc))
                    || networks.groups(vpc.region())
                            .anyMatch(
                                    row -> row.vpc().equals(vpc) && !row.name().equals(SecurityGroupRow.DEFAULT));
        }
    }

    /// Make a subnet.
    ///
    /// @param zone absent for the first
    record CreateSubnet(VpcId vpc, Cidr cidr, @Nullable String zone, Map<String, String> tags, Doc.Struct input)
            implements NetworkCommand<SubnetId> {
        @Override
        public Outcome<SubnetId> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(vpc.region());
            var row = networks.vpcs().get(vpc);
            if (row.isEmpty()) {
                return Ec2Answers.noVpc(vpc);
            }
            if (!sized(cidr) || !row.get().cidr().contains(cidr)) {
                return Outcome.refused("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
            }
            boolean taken = networks.subnets(vpc.region())
                    .anyMatch(other -> other.vpc().equals(vpc) && other.cidr().overlaps(cidr));
            if (taken) {
                return Outcome.refused(
                        "InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
            }
            var where = zone == null ? vpc.region() + DefaultNetwork.ZONES.getFirst() : zone;
            var subnet = new SubnetId(vpc.region(), "subnet-" + digits(inputs.dice()));
            var events = new ArrayList<Event>();
            events.add(new SubnetCreated(subnet, vpc, cidr.toString(), where, false));
            events.addAll(Ec2Answers.tags(vpc.region(), subnet.value(), tags));
            return Outcome.accepted(subnet, Ec2Answers.requested(tip, vpc.region(), events));
        }
    }

    /// Change whether what is launched in a subnet gets a public address.
    record ModifySubnet(SubnetId subnet, boolean mapPublicIpOnLaunch, Doc.Struct input)
            implements NetworkCommand<SubnetId> {
        @Override
        public Outcome<SubnetId> decide(State tip, Inputs inputs) {
            var row = tip.networks().in(subnet.region()).subnets().get(subnet);
            if (row.isEmpty()) {
                return Ec2Answers.noSubnet(subnet);
            }
            return row.get().mapPublicIpOnLaunch() == mapPublicIpOnLaunch
                    ? Outcome.accepted(subnet, List.of())
                    : Outcome.accepted(
                            subnet,
                            Ec2Answers.requested(
                                    tip, subnet.region(), List.of(new SubnetChanged(subnet, mapPublicIpOnLaunch))));
        }
    }

    /// Delete a subnet. No task may have an interface in it, and no load balancer may be in it.
    record DeleteSubnet(SubnetId subnet, Doc.Struct input) implements NetworkCommand<SubnetId> {
        @Override
        public Outcome<SubnetId> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(subnet.region());
            if (networks.subnets().get(subnet).isEmpty()) {
                return Ec2Answers.noSubnet(subnet);
            }
            if (!networks.interfaces().held(subnet).isEmpty() || BalancerSite.isUsed(tip, subnet)) {
                return Outcome.refused(
                        "DependencyViolation",
                        "The subnet '" + subnet.value() + "' has dependencies and cannot be deleted.");
            }
            return Outcome.accepted(
                    subnet, Ec2Answers.requested(tip, subnet.region(), List.of(new SubnetDeleted(subnet))));
        }
    }

    /// Set tags of resources.
    record CreateTags(String region, List<String> resources, Map<String, String> tags, Doc.Struct input)
            implements NetworkCommand<Boolean> {
        private static final int MOST = 50;

        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(region);
            var missing = Tagging.missing(networks, region, resources);
            if (missing.isPresent()) {
                return Outcome.refused(missing.get().code(), missing.get().message());
            }
            for (var resource : resources) {
                long all = Stream.concat(networks.tagsOf(region, resource).keySet().stream(), tags.keySet().stream())
                        .distinct()
                        .count();
                if (all > MOST) {
                    return Outcome.refused(
                            "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
                }
            }
            var events = resources.stream()
                    .map(resource -> new ResourceTagged(region, resource, tags))
                    .toList();
            return Outcome.accepted(true, Ec2Answers.requested(tip, region, events));
        }
    }

    /// Take tags away from resources.
    ///
    /// @param keys those with a value only where the tag has that value; none for all
    record DeleteTags(String region, List<String> resources, Map<String, Optional<String>> keys, Doc.Struct input)
            implements NetworkCommand<Boolean> {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(region);
            var missing = Tagging.missing(networks, region, resources);
            if (missing.isPresent()) {
                return Outcome.refused(missing.get().code(), missing.get().message());
            }
            var events = new ArrayList<Event>();
            for (var resource : resources) {
                var going = networks.tagsOf(region, resource).entrySet().stream()
                        .filter(tag -> keys.isEmpty() || isMeant(tag))
                        .map(Map.Entry::getKey)
                        .toList();
                if (!going.isEmpty()) {
                    events.add(new ResourceUntagged(region, resource, going));
                }
            }
            return events.isEmpty()
                    ? Outcome.accepted(false, List.of())
                    : Outcome.accepted(true, Ec2Answers.requested(tip, region, events));
        }

        private boolean isMeant(Map.Entry<String, String> tag) {
            var value = keys.get(tag.getKey());
            return value != null && value.filter(v -> !v.equals(tag.getValue())).isEmpty();
        }
    }
}
