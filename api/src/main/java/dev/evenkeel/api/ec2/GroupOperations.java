package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.CreateSecurityGroup;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.DeleteSecurityGroup;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.GroupRef;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Security groups: made, deleted and described.
final class GroupOperations {
    private static final Pattern TEXT = Pattern.compile("[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}");

    private GroupOperations() {}

    record CreateInput(
            String GroupName, String Description, @Nullable String VpcId, List<Tags.Specification> TagSpecifications) {}

    record CreateAnswer(String GroupId, List<Tags.Tag> Tags, String SecurityGroupArn) {}

    record DeleteInput(@Nullable String GroupId, @Nullable String GroupName) {}

    record DeleteAnswer(boolean Return, String GroupId) {}

    record DescribeInput(
            List<String> GroupIds,
            List<String> GroupNames,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> SecurityGroups, Optional<String> NextToken) {}

    /// A security group as EC2 describes it.
    record View(
            String GroupId,
            String GroupName,
            String Description,
            String VpcId,
            String OwnerId,
            String SecurityGroupArn,
            List<Permission> IpPermissions,
            List<Permission> IpPermissionsEgress,
            List<Tags.Tag> Tags) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateSecurityGroup",
                        CreateInput.class,
                        CreateAnswer.class,
                        GroupOperations::create,
                        (caller, state, id) -> new CreateAnswer(
                                id.value(),
                                Tags.of(state.networks(), caller.region(), id.value()),
                                arn(caller, "security-group/" + id.value()))),
                new Mutation<>(
                        "DeleteSecurityGroup",
                        DeleteInput.class,
                        DeleteAnswer.class,
                        (call, input) ->
                                new DeleteSecurityGroup(ref(call, input.GroupId(), input.GroupName()), call.redacted()),
                        (_, _, id) -> new DeleteAnswer(true, id.value())),
                new Query<>(
                        "DescribeSecurityGroups",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        GroupOperations::describe));
    }

    static String arn(Caller caller, String resource) {
        return "arn:aws:ec2:" + caller.region() + ":" + caller.account() + ":" + resource;
    }

    /// The group that a caller names.
    static GroupRef ref(Call call, @Nullable String id, @Nullable String name) {
        if (id == null && name == null) {
            throw Errors.missing("groupName or groupId");
        }
        return new GroupRef(call.caller().region(), id, name);
    }

    private static CreateSecurityGroup create(Call call, CreateInput input) {
        var name = input.GroupName();
        if (!TEXT.matcher(name).matches() || name.startsWith("sg-")) {
            throw Errors.invalid(
                    "Value (" + name + ") for parameter GroupName is invalid. Character sets beyond ASCII are"
                            + " not supported, and names may not begin with 'sg-'.");
        }
        if (name.equals(SecurityGroupRow.DEFAULT)) {
            throw Errors.of("InvalidGroup.Reserved", "The security group 'default' is reserved");
        }
        if (!TEXT.matcher(input.Description()).matches()) {
            throw Errors.invalid("Value (" + input.Description() + ") for parameter GroupDescription is invalid.");
        }
        var region = call.caller().region();
        return new CreateSecurityGroup(
                region,
                input.VpcId() == null ? null : new VpcId(region, input.VpcId()),
                name,
                input.Description(),
                Tags.of("security-group", input.TagSpecifications()),
                call.redacted());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var networks = state.networks().in(caller.region());
        var page = lookup(caller, networks)
                .find(
                        named(networks, caller, input),
                        new Lookup.Asked(input.GroupIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, networks, row)).toList(), page.nextToken());
    }

    /// Names are names of groups of the default VPC.
    private static Stream<SecurityGroupRow> named(Networks networks, Caller caller, DescribeInput input) {
        for (var name : input.GroupNames()) {
            if (new GroupRef(caller.region(), null, name).find(networks).isEmpty()) {
                throw Errors.of("InvalidGroup.NotFound", "The security group '" + name + "' does not exist");
            }
        }
        return networks.groups(caller.region())
                .filter(row -> input.GroupNames().isEmpty()
                        || input.GroupNames().stream()
                                .flatMap(name -> new GroupRef(caller.region(), null, name).find(networks).stream())
                                .anyMatch(row::equals));
    }

    private static Lookup<SecurityGroupRow> lookup(Caller caller, Networks networks) {
        return new Lookup<SecurityGroupRow>(
                        "security group",
                        "InvalidGroup.NotFound",
                        row -> row.id().value())
                .by("group-id", row -> row.id().value())
                .by("group-name", SecurityGroupRow::name)
                .by("description", SecurityGroupRow::description)
                .by("vpc-id", row -> row.vpc().value())
                .by("owner-id", _ -> caller.account())
                .byAny("ip-permission.cidr", each(false, SecurityRule::cidr))
                .byAny("ip-permission.group-id", each(false, GroupOperations::source))
                .byAny("ip-permission.protocol", each(false, SecurityRule::protocol))
                .byAny("ip-permission.from-port", each(false, rule -> Integer.toString(rule.fromPort())))
                .byAny("ip-permission.to-port", each(false, rule -> Integer.toString(rule.toPort())))
                .byAny("egress.ip-permission.cidr", each(true, SecurityRule::cidr))
                .byAny("egress.ip-permission.group-id", each(true, GroupOperations::source))
                .byAny("egress.ip-permission.protocol", each(true, SecurityRule::protocol))
                .byAny("egress.ip-permission.from-port", each(true, rule -> Integer.toString(rule.fromPort())))
                .byAny("egress.ip-permission.to-port", each(true, rule -> Integer.toString(rule.toPort())))
                .tagged(row -> networks.tagsOf(caller.region(), row.id().value()));
    }

    private static Function<SecurityGroupRow, List<String>> each(
            boolean egress, Function<SecurityRule, @Nullable String> value) {
        return row -> row.rules().stream()
                .filter(rule -> rule.egress() == egress)
                .flatMap(rule -> Stream.ofNullable(value.apply(rule)))
                .toList();
    }

    private static @Nullable String source(SecurityRule rule) {
        return rule.group() instanceof SecurityGroupId id ? id.value() : null;
    }

    private static View view(Caller caller, Networks networks, SecurityGroupRow row) {
        return new View(
                row.id().value(),
                row.name(),
                row.description(),
                row.vpc().value(),
                caller.account(),
                arn(caller, "security-group/" + row.id().value()),
                Permission.of(row.rules(), false, caller.account()),
                Permission.of(row.rules(), true, caller.account()),
                Tags.of(networks, caller.region(), row.id().value()));
    }
}
