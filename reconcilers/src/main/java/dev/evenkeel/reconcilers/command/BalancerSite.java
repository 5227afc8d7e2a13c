package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import java.util.List;
import java.util.Optional;

/// Where a load balancer is: in one subnet of each of some zones of one VPC, and in security groups of that VPC.
///
/// @param subnets at least one
record BalancerSite(String region, BalancerKind kind, List<String> subnets, List<String> groups) {
    private static final int LEAST_ZONES = 2;
    private static final String CONFIGURATION = "InvalidConfigurationRequestException";

    /// Where a load balancer is that is there.
    static BalancerSite of(LoadBalancerId id, LoadBalancerSpec spec) {
        return new BalancerSite(id.region(), id.kind(), spec.subnets(), spec.securityGroups());
    }

    /// The same with other subnets.
    BalancerSite withSubnets(List<String> changed) {
        return new BalancerSite(region, kind, changed, groups);
    }

    /// The same with other security groups.
    BalancerSite withGroups(List<String> changed) {
        return new BalancerSite(region, kind, subnets, changed);
    }

    /// The VPC, or a refusal in AWS's words.
    Outcome<VpcId> vpc(State tip) {
        var networks = tip.networks().in(region);
        for (var id : subnets) {
            if (row(networks, id).isEmpty()) {
                return Outcome.refused("SubnetNotFoundException", "The subnet ID '" + id + "' does not exist");
            }
        }
        var rows = subnets.stream().flatMap(id -> row(networks, id).stream()).toList();
        var vpc = rows.getFirst().vpc();
        if (!rows.stream().map(SubnetRow::vpc).allMatch(vpc::equals)) {
            return Outcome.refused(CONFIGURATION, "All subnets must belong to the same VPC: '" + vpc.value() + "'");
        }
        return zones(rows).or(() -> strangers(networks, vpc)).orElseGet(() -> Outcome.accepted(vpc, List.of()));
    }

    private Optional<SubnetRow> row(Networks networks, String id) {
        return networks.subnets().get(new SubnetId(region, id));
    }

    private Optional<Outcome<VpcId>> zones(List<SubnetRow> rows) {
        long zones = rows.stream().map(SubnetRow::zone).distinct().count();
        if (zones < rows.size()) {
            return Optional.of(Outcome.refused(
                    CONFIGURATION,
                    "A load balancer cannot be attached to multiple subnets in the same Availability Zone"));
        }
        return kind == BalancerKind.APPLICATION && zones < LEAST_ZONES
                ? Optional.of(Outcome.refused(
                        "ValidationError",
                        "At least two subnets in two different Availability Zones must be specified"))
                : Optional.empty();
    }

    private Optional<Outcome<VpcId>> strangers(Networks networks, VpcId vpc) {
        for (var id : groups) {
            var group = networks.groups().get(new SecurityGroupId(region, id));
            if (group.isEmpty()) {
                return Optional.of(Outcome.refused(
                        "InvalidSecurityGroupException", "The security group '" + id + "' does not exist"));
            }
            if (!group.get().vpc().equals(vpc)) {
                return Optional.of(Outcome.refused(
                        CONFIGURATION,
                        "One or more security groups are invalid: '" + id + "' does not belong to VPC '" + vpc.value()
                                + "'"));
            }
        }
        return Optional.empty();
    }

    /// Whether a load balancer is in a subnet.
    static boolean isUsed(State state, SubnetId subnet) {
        return state.balancers()
                .balancers()
                .values()
                .anyMatch(row -> row.id().region().equals(subnet.region())
                        && row.spec().subnets().contains(subnet.value()));
    }

    /// Whether a load balancer is in a security group.
    static boolean isUsed(State state, SecurityGroupId group) {
        return state.balancers()
                .balancers()
                .values()
                .anyMatch(row -> row.id().region().equals(group.region())
                        && row.spec().securityGroups().contains(group.value()));
    }
}
