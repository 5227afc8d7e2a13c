package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.DeleteLoadBalancer;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.SetSecurityGroups;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.SetSubnets;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Load balancers: made, described, deleted, and put into other subnets and security groups.
final class LoadBalancerOperations {
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");
    private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-f]{8,17}");

    private final AddressRange addresses;

    LoadBalancerOperations(AddressRange addresses) {
        this.addresses = addresses;
    }

    record SubnetMapping(@Nullable String SubnetId) {}

    record CreateInput(
            String Name,
            List<String> Subnets,
            List<SubnetMapping> SubnetMappings,
            List<String> SecurityGroups,
            @Nullable String Scheme,
            List<Tag> Tags,
            @Nullable String Type,
            @Nullable String IpAddressType) {}

    record ArnInput(String LoadBalancerArn) {}

    record SubnetsInput(
            String LoadBalancerArn,
            List<String> Subnets,
            List<SubnetMapping> SubnetMappings,
            @Nullable String IpAddressType) {}

    record GroupsInput(String LoadBalancerArn, List<String> SecurityGroups) {}

    record Nothing() {}

    record DescribeInput(
            List<String> LoadBalancerArns,
            List<String> Names,
            @Nullable String Marker,
            @Nullable Integer PageSize) {}

    record DescribeAnswer(List<LoadBalancerView> LoadBalancers, Optional<String> NextMarker) {}

    record CreateAnswer(List<LoadBalancerView> LoadBalancers) {}

    record SubnetsAnswer(List<LoadBalancerView.Zone> AvailabilityZones, String IpAddressType) {}

    record GroupsAnswer(List<String> SecurityGroupIds) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateLoadBalancer",
                        CreateInput.class,
                        CreateAnswer.class,
                        this::create,
                        (caller, state, id) -> new CreateAnswer(List.of(view(caller, state, id)))),
                new Mutation<>(
                        "DeleteLoadBalancer",
                        ArnInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteLoadBalancer(
                                Named.balancer(input.LoadBalancerArn()), input.LoadBalancerArn(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "SetSubnets",
                        SubnetsInput.class,
                        SubnetsAnswer.class,
                        LoadBalancerOperations::setSubnets,
                        (caller, state, id) ->
                                new SubnetsAnswer(view(caller, state, id).AvailabilityZones(), "ipv4")),
                new Mutation<>(
                        "SetSecurityGroups",
                        GroupsInput.class,
                        GroupsAnswer.class,
                        LoadBalancerOperations::setGroups,
                        (caller, state, id) ->
                                new GroupsAnswer(view(caller, state, id).SecurityGroups())),
                new Query<>(
                        "DescribeLoadBalancers",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        LoadBalancerOperations::describe));
    }

    private CreateLoadBalancer create(Call call, CreateInput input) {
        Named.checkName("load balancer", input.Name());
        if (input.Name().startsWith("internal-")) {
            throw Errors.invalid("The load balancer name '" + input.Name() + "' cannot begin with 'internal-'");
        }
        checkAddressType(input.IpAddressType());
        var subnets = subnets(input.Subnets(), input.SubnetMappings());
        checkSecurityGroups(input.SecurityGroups());
        var wanted = new LoadBalancerSpec(
                input.Scheme() == null ? "internet-facing" : input.Scheme(),
                "",
                subnets,
                input.SecurityGroups(),
                "",
                Map.of(),
                Tag.map(input.Tags()));
        return new CreateLoadBalancer(
                call.caller().region(), kind(input.Type()), input.Name(), wanted, addresses, call.redacted());
    }

    private static BalancerKind kind(@Nullable String type) {
        return switch (type) {
            case null -> BalancerKind.APPLICATION;
            case "application" -> BalancerKind.APPLICATION;
            case "network" -> BalancerKind.NETWORK;
            default -> throw Errors.invalid("Type '" + type + "' is not supported yet.");
        };
    }

    private static void checkAddressType(@Nullable String type) {
        if (type != null && !type.equals("ipv4")) {
            throw Errors.invalid("IpAddressType '" + type + "' is not supported yet.");
        }
    }

    private static List<String> subnets(List<String> ids, List<SubnetMapping> mappings) {
        if (ids.isEmpty() == mappings.isEmpty()) {
            throw Errors.invalid("You must specify either subnets or subnet mappings");
        }
        var all = Stream.concat(
                        ids.stream(),
                        mappings.stream().map(mapping -> mapping.SubnetId() == null ? "" : mapping.SubnetId()))
                .toList();
        for (var id : all) {
            if (!SUBNET.matcher(id).matches()) {
                throw Errors.invalid("The subnet ID '" + id + "' is not valid");
            }
        }
        if (all.stream().distinct().count() < all.size()) {
            throw Errors.configuration("A subnet cannot be specified more than once");
        }
        return all;
    }

    private static void checkSecurityGroups(List<String> ids) {
        for (var id : ids) {
            if (!SECURITY_GROUP.matcher(id).matches()) {
                throw Errors.invalid("The security group ID '" + id + "' is not valid");
            }
        }
    }

    private static SetSubnets setSubnets(Call call, SubnetsInput input) {
        checkAddressType(input.IpAddressType());
        var subnets = subnets(input.Subnets(), input.SubnetMappings());
        return new SetSubnets(Named.balancer(input.LoadBalancerArn()), subnets, call.redacted());
    }

    private static SetSecurityGroups setGroups(Call call, GroupsInput input) {
        checkSecurityGroups(input.SecurityGroups());
        return new SetSecurityGroups(Named.balancer(input.LoadBalancerArn()), input.SecurityGroups(), call.redacted());
    }

    private static LoadBalancerView view(Caller caller, State state, LoadBalancerId id) {
        return state.balancers()
                .balancers()
                .get(id)
                .map(row -> LoadBalancerView.of(caller, state, row))
                .orElseThrow(Errors::noBalancer);
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        Named.checkOneOf(
                "Load balancer names and load balancer ARNs cannot be specified at the same time",
                List.of(!input.LoadBalancerArns().isEmpty(), !input.Names().isEmpty()));
        var page = Named.page(
                rows(caller, state, input),
                input.Marker(),
                input.PageSize(),
                row -> row.id().toString());
        return new DescribeAnswer(
                page.items().stream()
                        .map(row -> LoadBalancerView.of(caller, state, row))
                        .toList(),
                page.nextToken());
    }

    private static Stream<LoadBalancerRow> rows(Caller caller, State state, DescribeInput input) {
        var table = state.balancers().balancers();
        if (!input.LoadBalancerArns().isEmpty()) {
            return input.LoadBalancerArns().stream()
                    .map(arn -> table.get(Named.balancer(arn)).orElseThrow(Errors::noBalancer));
        }
        var all = table.values()
                .filter(row -> row.id().region().equals(caller.region()))
                .toList();
        if (input.Names().isEmpty()) {
            return all.stream();
        }
        return input.Names().stream()
                .map(name -> all.stream()
                        .filter(row -> row.id().name().equals(name))
                        .findFirst()
                        .orElseThrow(Errors::noBalancer));
    }
}
