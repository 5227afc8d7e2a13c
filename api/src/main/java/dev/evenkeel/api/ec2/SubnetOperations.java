package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.NetworkCommand.CreateSubnet;
import dev.evenkeel.reconcilers.command.NetworkCommand.DeleteSubnet;
import dev.evenkeel.reconcilers.command.NetworkCommand.ModifySubnet;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Subnets: made, changed, deleted and described.
final class SubnetOperations {
    private SubnetOperations() {}

    record CreateInput(
            String VpcId,
            @Nullable String CidrBlock,
            @Nullable String AvailabilityZone,
            @Nullable String AvailabilityZoneId,
            List<Tags.Specification> TagSpecifications) {}

    record CreateAnswer(View Subnet) {}

    record DeleteInput(String SubnetId) {}

    record Nothing() {}

    record ModifyInput(String SubnetId, @Nullable Flag MapPublicIpOnLaunch) {}

    record DescribeInput(
            List<String> SubnetIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> Subnets, Optional<String> NextToken) {}

    /// A subnet as EC2 describes it.
    record View(
            String SubnetId,
            String SubnetArn,
            String VpcId,
            String OwnerId,
            String CidrBlock,
            String AvailabilityZone,
            String AvailabilityZoneId,
            int AvailableIpAddressCount,
            boolean DefaultForAz,
            boolean MapPublicIpOnLaunch,
            boolean AssignIpv6AddressOnCreation,
            boolean EnableDns64,
            boolean Ipv6Native,
            boolean MapCustomerOwnedIpOnLaunch,
            NameOptions PrivateDnsNameOptionsOnLaunch,
            String State,
            List<Tags.Tag> Tags) {}

    record NameOptions(
            String HostnameType, boolean EnableResourceNameDnsARecord, boolean EnableResourceNameDnsAAAARecord) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateSubnet",
                        CreateInput.class,
                        CreateAnswer.class,
                        SubnetOperations::create,
                        (caller, state, id) -> new CreateAnswer(view(
                                caller,
                                state.networks(),
                                state.networks().subnets().get(id).orElseThrow()))),
                new Mutation<>(
                        "DeleteSubnet",
                        DeleteInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteSubnet(id(call, input.SubnetId()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "ModifySubnetAttribute",
                        ModifyInput.class,
                        Nothing.class,
                        SubnetOperations::modify,
                        (_, _, _) -> new Nothing()),
                new Query<>("DescribeSubnets", DescribeInput.class, DescribeAnswer.class, SubnetOperations::describe));
    }

    private static SubnetId id(Call call, String value) {
        return new SubnetId(call.caller().region(), value);
    }

    private static CreateSubnet create(Call call, CreateInput input) {
        var region = call.caller().region();
        return new CreateSubnet(
                new VpcId(region, input.VpcId()),
                Errors.cidr(input.CidrBlock()),
                Zones.named(region, input.AvailabilityZone(), input.AvailabilityZoneId()),
                Tags.of("subnet", input.TagSpecifications()),
                call.redacted());
    }

    private static ModifySubnet modify(Call call, ModifyInput input) {
        if (!(Flag.value(input.MapPublicIpOnLaunch()) instanceof Boolean map)) {
            throw Errors.missing("MapPublicIpOnLaunch");
        }
        return new ModifySubnet(id(call, input.SubnetId()), map, call.redacted());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var networks = state.networks().in(caller.region());
        var page = new Lookup<SubnetRow>(
                        "subnet ID", "InvalidSubnetID.NotFound", row -> row.id().value())
                .by("subnet-id", row -> row.id().value())
                .by("subnet-arn", row -> arn(caller, row))
                .by("vpc-id", row -> row.vpc().value())
                .by("cidr", row -> row.cidr().toString())
                .by("cidrBlock", row -> row.cidr().toString())
                .by("cidr-block", row -> row.cidr().toString())
                .by("availability-zone", SubnetRow::zone)
                .by("availabilityZone", SubnetRow::zone)
                .by("availability-zone-id", row -> Zones.id(caller.region(), row.zone()))
                .by("default-for-az", row -> Boolean.toString(row.defaultForAz()))
                .by("defaultForAz", row -> Boolean.toString(row.defaultForAz()))
                .by("map-public-ip-on-launch", row -> Boolean.toString(row.mapPublicIpOnLaunch()))
                .by("available-ip-address-count", row -> Integer.toString(available(networks, row)))
                .by("owner-id", _ -> caller.account())
                .by("state", _ -> "available")
                .tagged(row -> networks.tagsOf(caller.region(), row.id().value()))
                .find(
                        networks.subnets(caller.region()),
                        new Lookup.Asked(input.SubnetIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, networks, row)).toList(), page.nextToken());
    }

    private static int available(Networks networks, SubnetRow row) {
        return row.capacity() - networks.interfaces().held(row.id()).size();
    }

    private static String arn(Caller caller, SubnetRow row) {
        return "arn:aws:ec2:" + caller.region() + ":" + caller.account() + ":subnet/"
                + row.id().value();
    }

    private static View view(Caller caller, Networks networks, SubnetRow row) {
        return new View(
                row.id().value(),
                arn(caller, row),
                row.vpc().value(),
                caller.account(),
                row.cidr().toString(),
                row.zone(),
                Zones.id(caller.region(), row.zone()),
                available(networks, row),
                row.defaultForAz(),
                row.mapPublicIpOnLaunch(),
                false,
                false,
                false,
                false,
                new NameOptions("ip-name", false, false),
                "available",
                Tags.of(networks, caller.region(), row.id().value()));
    }
}
