package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.NetworkCommand.CreateVpc;
import dev.evenkeel.reconcilers.command.NetworkCommand.DeleteVpc;
import dev.evenkeel.reconcilers.command.NetworkCommand.ModifyVpc;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.VpcRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// VPCs: made, changed, deleted and described.
final class VpcOperations {
    private VpcOperations() {}

    record CreateInput(
            @Nullable String CidrBlock, @Nullable String InstanceTenancy, List<Tags.Specification> TagSpecifications) {}

    record CreateAnswer(View Vpc) {}

    record DeleteInput(String VpcId) {}

    record Nothing() {}

    record ModifyInput(
            String VpcId,
            @Nullable Flag EnableDnsSupport,
            @Nullable Flag EnableDnsHostnames) {}

    record AttributeInput(String VpcId, String Attribute) {}

    record AttributeAnswer(
            String VpcId,
            Optional<Flag> EnableDnsSupport,
            Optional<Flag> EnableDnsHostnames,
            Optional<Flag> EnableNetworkAddressUsageMetrics) {}

    record DescribeInput(
            List<String> VpcIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> Vpcs, Optional<String> NextToken) {}

    /// A VPC as EC2 describes it.
    record View(
            String VpcId,
            String OwnerId,
            String CidrBlock,
            List<Association> CidrBlockAssociationSet,
            String DhcpOptionsId,
            String InstanceTenancy,
            boolean IsDefault,
            String State,
            List<Tags.Tag> Tags) {}

    record Association(String AssociationId, String CidrBlock, BlockState CidrBlockState) {}

    record BlockState(String State) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateVpc",
                        CreateInput.class,
                        CreateAnswer.class,
                        VpcOperations::create,
                        (caller, state, id) -> new CreateAnswer(view(caller, networks(caller, state), row(state, id)))),
                new Mutation<>(
                        "DeleteVpc",
                        DeleteInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteVpc(id(call, input.VpcId()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "ModifyVpcAttribute",
                        ModifyInput.class,
                        Nothing.class,
                        VpcOperations::modify,
                        (_, _, _) -> new Nothing()),
                new Query<>(
                        "DescribeVpcAttribute", AttributeInput.class, AttributeAnswer.class, VpcOperations::attribute),
                new Query<>("DescribeVpcs", DescribeInput.class, DescribeAnswer.class, VpcOperations::describe));
    }

    private static Networks networks(Caller caller, State state) {
        return state.networks().in(caller.region());
    }

    private static VpcRow row(State state, VpcId id) {
        return state.networks().vpcs().get(id).orElseThrow();
    }

    private static VpcId id(Call call, String value) {
        return new VpcId(call.caller().region(), value);
    }

    private static CreateVpc create(Call call, CreateInput input) {
        if (input.InstanceTenancy() instanceof String tenancy && !tenancy.equals("default")) {
            throw Errors.of("UnsupportedOperation", "InstanceTenancy " + tenancy + " is not supported.");
        }
        return new CreateVpc(
                call.caller().region(),
                Errors.cidr(input.CidrBlock()),
                Tags.of("vpc", input.TagSpecifications()),
                call.redacted());
    }

    private static ModifyVpc modify(Call call, ModifyInput input) {
        var support = Flag.value(input.EnableDnsSupport());
        var hostnames = Flag.value(input.EnableDnsHostnames());
        if (support == null && hostnames == null) {
            throw Errors.missing("EnableDnsSupport or EnableDnsHostnames");
        }
        if (support != null && hostnames != null) {
            throw Errors.of("InvalidParameterCombination", "Fields for multiple attribute types specified");
        }
        return new ModifyVpc(id(call, input.VpcId()), support, hostnames, call.redacted());
    }

    private static AttributeAnswer attribute(Caller caller, State state, AttributeInput input) {
        var row = networks(caller, state)
                .vpcs()
                .get(new VpcId(caller.region(), input.VpcId()))
                .orElseThrow(
                        () -> Errors.of("InvalidVpcID.NotFound", "The vpc ID '" + input.VpcId() + "' does not exist"));
        var none = Optional.<Flag>empty();
        return switch (input.Attribute()) {
            case "enableDnsSupport" -> new AttributeAnswer(input.VpcId(), Flag.of(row.dnsSupport()), none, none);
            case "enableDnsHostnames" -> new AttributeAnswer(input.VpcId(), none, Flag.of(row.dnsHostnames()), none);
            default -> new AttributeAnswer(input.VpcId(), none, none, Flag.of(false));
        };
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var networks = networks(caller, state);
        var page = new Lookup<VpcRow>(
                        "vpc ID", "InvalidVpcID.NotFound", row -> row.id().value())
                .by("vpc-id", row -> row.id().value())
                .by("cidr", row -> row.cidr().toString())
                .by("cidr-block-association.cidr-block", row -> row.cidr().toString())
                .by("is-default", row -> Boolean.toString(row.isDefault()))
                .by("isDefault", row -> Boolean.toString(row.isDefault()))
                .by("owner-id", _ -> caller.account())
                .by("state", _ -> "available")
                .by("dhcp-options-id", _ -> dhcpOptions(caller))
                .tagged(row -> networks.tagsOf(caller.region(), row.id().value()))
                .find(
                        networks.vpcs(caller.region()),
                        new Lookup.Asked(input.VpcIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, networks, row)).toList(), page.nextToken());
    }

    private static View view(Caller caller, Networks networks, VpcRow row) {
        var id = row.id().value();
        var cidr = row.cidr().toString();
        var association = new Association(Ids.derived("vpc-cidr-assoc", id), cidr, new BlockState("associated"));
        return new View(
                id,
                caller.account(),
                cidr,
                List.of(association),
                dhcpOptions(caller),
                "default",
                row.isDefault(),
                "available",
                Tags.of(networks, caller.region(), id));
    }

    private static String dhcpOptions(Caller caller) {
        return Ids.derived("dopt", caller.region());
    }
}
