package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import dev.evenkeel.store.state.VpcRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The main route table and the default network ACL that every VPC has: clients look them up, nothing changes them.
final class RoutingOperations {
    private static final String EVERYWHERE = "0.0.0.0/0";

    private RoutingOperations() {}

    record TablesInput(
            List<String> RouteTableIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record TablesAnswer(List<TableView> RouteTables, Optional<String> NextToken) {}

    record TableView(
            String RouteTableId,
            String VpcId,
            String OwnerId,
            List<TableAssociation> Associations,
            List<Route> Routes,
            List<Tags.Tag> Tags) {}

    record TableAssociation(
            boolean Main, String RouteTableAssociationId, String RouteTableId, InState AssociationState) {}

    record InState(String State) {}

    record Route(String DestinationCidrBlock, String GatewayId, String Origin, String State) {}

    record AclsInput(
            List<String> NetworkAclIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record AclsAnswer(List<AclView> NetworkAcls, Optional<String> NextToken) {}

    record AclView(
            String NetworkAclId,
            String VpcId,
            String OwnerId,
            boolean IsDefault,
            List<AclAssociation> Associations,
            List<AclEntry> Entries,
            List<Tags.Tag> Tags) {}

    record AclAssociation(String NetworkAclAssociationId, String NetworkAclId, String SubnetId) {}

    record AclEntry(String CidrBlock, boolean Egress, String Protocol, String RuleAction, int RuleNumber) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeRouteTables", TablesInput.class, TablesAnswer.class, RoutingOperations::tables),
                new Query<>("DescribeNetworkAcls", AclsInput.class, AclsAnswer.class, RoutingOperations::acls));
    }

    private static String table(VpcRow row) {
        return Ids.derived("rtb", row.id().value());
    }

    private static String acl(VpcRow row) {
        return Ids.derived("acl", row.id().value());
    }

    private static TablesAnswer tables(Caller caller, State state, TablesInput input) {
        var networks = state.networks().in(caller.region());
        var page = new Lookup<>("routeTable ID", "InvalidRouteTableID.NotFound", RoutingOperations::table)
                .by("route-table-id", RoutingOperations::table)
                .by("vpc-id", row -> row.id().value())
                .by("owner-id", _ -> caller.account())
                .by("association.main", _ -> "true")
                .by("association.route-table-id", RoutingOperations::table)
                .byAny("association.subnet-id", _ -> List.of())
                .byAny("association.gateway-id", _ -> List.of())
                .byAny("route.gateway-id", _ -> List.of("local"))
                .tagged(row -> networks.tagsOf(caller.region(), table(row)))
                .find(
                        byId(networks, caller, RoutingOperations::table),
                        new Lookup.Asked(
                                input.RouteTableIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new TablesAnswer(
                page.items().stream().map(row -> view(caller, networks, row)).toList(), page.nextToken());
    }

    private static Stream<VpcRow> byId(Networks networks, Caller caller, Function<VpcRow, String> id) {
        return networks.vpcs(caller.region()).sorted(Comparator.comparing(id));
    }

    private static TableView view(Caller caller, Networks networks, VpcRow row) {
        var id = table(row);
        var main = new TableAssociation(true, Ids.derived("rtbassoc", id), id, new InState("associated"));
        var local = new Route(row.cidr().toString(), "local", "CreateRouteTable", "active");
        return new TableView(
                id,
                row.id().value(),
                caller.account(),
                List.of(main),
                List.of(local),
                Tags.of(networks, caller.region(), id));
    }

    private static AclsAnswer acls(Caller caller, State state, AclsInput input) {
        var networks = state.networks().in(caller.region());
        var page = new Lookup<>("networkAcl ID", "InvalidNetworkAclID.NotFound", RoutingOperations::acl)
                .by("network-acl-id", RoutingOperations::acl)
                .by("association.network-acl-id", RoutingOperations::acl)
                .byAny(
                        "association.subnet-id",
                        row -> subnets(networks, row.id()).stream()
                                .map(subnet -> subnet.id().value())
                                .toList())
                .by("vpc-id", row -> row.id().value())
                .by("owner-id", _ -> caller.account())
                .by("default", _ -> "true")
                .tagged(row -> networks.tagsOf(caller.region(), acl(row)))
                .find(
                        byId(networks, caller, RoutingOperations::acl),
                        new Lookup.Asked(
                                input.NetworkAclIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new AclsAnswer(
                page.items().stream().map(row -> aclView(caller, networks, row)).toList(), page.nextToken());
    }

    private static List<SubnetRow> subnets(Networks networks, VpcId vpc) {
        return networks.subnets(vpc.region())
                .filter(row -> row.vpc().equals(vpc))
                .toList();
    }

    private static AclView aclView(Caller caller, Networks networks, VpcRow row) {
        var id = acl(row);
        return new AclView(
                id,
                row.id().value(),
                caller.account(),
                true,
                subnets(networks, row.id()).stream()
                        .map(subnet -> new AclAssociation(
                                Ids.derived("aclassoc", subnet.id().value()),
                                id,
                                subnet.id().value()))
                        .toList(),
                List.of(
                        new AclEntry(EVERYWHERE, true, "-1", "allow", 100),
                        new AclEntry(EVERYWHERE, true, "-1", "deny", 32_767),
                        new AclEntry(EVERYWHERE, false, "-1", "allow", 100),
                        new AclEntry(EVERYWHERE, false, "-1", "deny", 32_767)),
                Tags.of(networks, caller.region(), id));
    }
}
