package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.NetworkEvent.AddressRangesSet;
import dev.evenkeel.store.event.NetworkEvent.InterfaceCreated;
import dev.evenkeel.store.event.NetworkEvent.ResourceTagged;
import dev.evenkeel.store.event.NetworkEvent.ResourceUntagged;
import dev.evenkeel.store.event.NetworkEvent.RulesAuthorized;
import dev.evenkeel.store.event.NetworkEvent.RulesRevoked;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupCreated;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupDeleted;
import dev.evenkeel.store.event.NetworkEvent.SubnetChanged;
import dev.evenkeel.store.event.NetworkEvent.SubnetCreated;
import dev.evenkeel.store.event.NetworkEvent.SubnetDeleted;
import dev.evenkeel.store.event.NetworkEvent.VpcChanged;
import dev.evenkeel.store.event.NetworkEvent.VpcCreated;
import dev.evenkeel.store.event.NetworkEvent.VpcDeleted;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.state.Networks.Ranges;
import dev.evenkeel.store.state.Networks.Tagged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fold of networks.
final class NetworkFold {
    private NetworkFold() {}

    static State apply(State state, NetworkEvent event, EventRef by) {
        return state.withNetworks(apply(state.networks(), event, state.at(), by));
    }

    /// As if the default network of a region were rows already.
    static Networks opened(Networks networks, String region) {
        var before = new EventRef(Revision.ZERO, 0);
        var all = networks;
        for (var event : DefaultNetwork.of(region, networks.ranges().vpc())) {
            all = apply(all, event, Instant.EPOCH, before);
        }
        return all;
    }

    private static Networks apply(Networks networks, NetworkEvent event, Instant at, EventRef by) {
        return switch (event) {
            case AddressRangesSet e -> networks.withRanges(new Ranges(Cidr.of(e.vpc()), Cidr.of(e.published())));
            case VpcCreated e -> created(networks, e, by);
            case VpcChanged e -> {
                var row = networks.vpcs().get(e.vpc()).orElseThrow();
                var now = new VpcRow(row.id(), row.cidr(), row.isDefault(), e.dnsSupport(), e.dnsHostnames(), by);
                yield networks.withVpcs(networks.vpcs().with(row.id(), now));
            }
            case VpcDeleted e ->
                untagged(networks, e.vpc().region(), e.vpc().value())
                        .withVpcs(networks.vpcs().without(e.vpc()));
            case SubnetCreated e -> {
                var row = new SubnetRow(
                        e.subnet(), e.vpc(), Cidr.of(e.cidr()), e.zone(), e.defaultForAz(), e.defaultForAz(), by);
                yield networks.withSubnets(networks.subnets().with(row.id(), row));
            }
            case SubnetChanged e -> {
                var row = networks.subnets().get(e.subnet()).orElseThrow();
                var now = new SubnetRow(
                        row.id(), row.vpc(), row.cidr(), row.zone(), row.defaultForAz(), e.mapPublicIpOnLaunch(), by);
                yield networks.withSubnets(networks.subnets().with(row.id(), now));
            }
            case SubnetDeleted e ->
                untagged(networks, e.subnet().region(), e.subnet().value())
                        .withSubnets(networks.subnets().without(e.subnet()));
            case SecurityGroupCreated e -> {
                var row = new SecurityGroupRow(e.group(), e.vpc(), e.name(), e.description(), e.rules(), by);
                yield networks.withGroups(networks.groups().with(row.id(), row));
            }
            case SecurityGroupDeleted e ->
                untagged(networks, e.group().region(), e.group().value())
                        .withGroups(networks.groups().without(e.group()));
            case RulesAuthorized e -> authorized(networks, e, by);
            case RulesRevoked e -> revoked(networks, e, by);
            case InterfaceCreated e ->
                networks.withInterfaces(networks.interfaces().with(row(e, at, by)));
            case ResourceTagged e -> tagged(networks, e);
            case ResourceUntagged e -> {
                var left = new TreeMap<>(networks.tagsOf(e.region(), e.resource()));
                e.keys().forEach(left::remove);
                yield retagged(networks, new Tagged(e.region(), e.resource()), left);
            }
        };
    }

    private static Networks created(Networks networks, VpcCreated event, EventRef by) {
        var row = new VpcRow(event.vpc(), Cidr.of(event.cidr()), event.isDefault(), true, event.isDefault(), by);
        var next = networks.withVpcs(networks.vpcs().with(row.id(), row));
        return event.isDefault() ? next.withOpened(next.opened().with(row.id().region(), by)) : next;
    }

    private static Networks authorized(Networks networks, RulesAuthorized event, EventRef by) {
        var row = group(networks, event.group());
        var rules = new ArrayList<>(row.rules());
        rules.addAll(event.rules());
        return networks.withGroups(networks.groups().with(row.id(), row.rules(rules, by)));
    }

    private static Networks revoked(Networks networks, RulesRevoked event, EventRef by) {
        var row = group(networks, event.group());
        var left = row.rules().stream()
                .filter(rule -> !event.rules().contains(rule.id()))
                .toList();
        var next = networks;
        for (var rule : event.rules()) {
            next = untagged(next, row.id().region(), rule);
        }
        return next.withGroups(next.groups().with(row.id(), row.rules(left, by)));
    }

    private static SecurityGroupRow group(Networks networks, SecurityGroupId id) {
        return networks.groups().get(id).orElseThrow();
    }

    private static InterfaceRow row(InterfaceCreated event, Instant at, EventRef by) {
        return new InterfaceRow(
                event.networkInterface(),
                event.task(),
                event.vpc(),
                event.subnet(),
                event.groups(),
                Ipv4.of(event.address()),
                event.mac(),
                event.published() instanceof String text ? Ipv4.of(text) : null,
                at,
                true,
                by);
    }

    private static Networks tagged(Networks networks, ResourceTagged event) {
        var tags = new TreeMap<>(networks.tagsOf(event.region(), event.resource()));
        tags.putAll(event.tags());
        return retagged(networks, new Tagged(event.region(), event.resource()), tags);
    }

    private static Networks untagged(Networks networks, String region, String resource) {
        return networks.withTags(networks.tags().without(new Tagged(region, resource)));
    }

    private static Networks retagged(Networks networks, Tagged key, SortedMap<String, String> tags) {
        return networks.withTags(
                tags.isEmpty()
                        ? networks.tags().without(key)
                        : networks.tags().with(key, Collections.unmodifiableSortedMap(tags)));
    }
}
