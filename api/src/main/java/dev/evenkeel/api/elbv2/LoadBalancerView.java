package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.DnsNames;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A load balancer as it is told.
record LoadBalancerView(
        String LoadBalancerArn,
        String DNSName,
        String CanonicalHostedZoneId,
        Instant CreatedTime,
        String LoadBalancerName,
        String Scheme,
        Optional<String> VpcId,
        Condition State,
        String Type,
        List<Zone> AvailabilityZones,
        List<String> SecurityGroups,
        String IpAddressType) {
    /// Evenkeel's own; there is no Route 53 to use it in.
    private static final String HOSTED_ZONE = "Z00EVENKEELELB";

    record Condition(String Code) {}

    record Zone(String ZoneName, String SubnetId, List<Address> LoadBalancerAddresses) {}

    record Address(String IpAddress) {}

    static LoadBalancerView of(Caller caller, State facts, LoadBalancerRow row) {
        var id = row.id();
        var spec = row.spec();
        return new LoadBalancerView(
                BalancingArns.of(caller.account(), id),
                DnsNames.of(id, spec.scheme()),
                HOSTED_ZONE,
                row.createdAt(),
                id.name(),
                spec.scheme(),
                spec.vpc().isEmpty() ? Optional.empty() : Optional.of(spec.vpc()),
                new Condition("active"),
                id.kind().word(),
                zones(facts, id.region(), spec),
                spec.securityGroups(),
                "ipv4");
    }

    /// All zones lead to the one address.
    private static List<Zone> zones(State facts, String region, LoadBalancerSpec spec) {
        var networks = facts.networks().in(region);
        return spec.subnets().stream()
                .flatMap(id -> networks.subnets().get(new SubnetId(region, id)).stream())
                .map(row -> new Zone(row.zone(), row.id().value(), List.of(new Address(spec.address()))))
                .toList();
    }
}
