package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.Authorize;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.Changed;
import dev.evenkeel.reconcilers.command.SecurityGroupCommand.Revoke;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What security groups let through: authorized, revoked and described.
final class RuleOperations {
    private RuleOperations() {}

    record Input(
            @Nullable String GroupId,
            @Nullable String GroupName,
            @Nullable String IpProtocol,
            @Nullable Integer FromPort,
            @Nullable Integer ToPort,
            @Nullable String CidrIp,
            List<Permission> IpPermissions,
            List<Tags.Specification> TagSpecifications) {}

    record EgressInput(String GroupId, List<Permission> IpPermissions, List<Tags.Specification> TagSpecifications) {}

    record RevokeInput(
            @Nullable String GroupId,
            @Nullable String GroupName,
            @Nullable String IpProtocol,
            @Nullable Integer FromPort,
            @Nullable Integer ToPort,
            @Nullable String CidrIp,
            List<Permission> IpPermissions,
            List<String> SecurityGroupRuleIds) {}

    record RevokeEgressInput(String GroupId, List<Permission> IpPermissions, List<String> SecurityGroupRuleIds) {}

    record Answer(boolean Return, List<View> SecurityGroupRules) {}

    record RevokeAnswer(boolean Return, List<Revoked> RevokedSecurityGroupRules) {}

    record DescribeInput(
            List<String> SecurityGroupRuleIds,
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> SecurityGroupRules, Optional<String> NextToken) {}

    /// A rule as EC2 describes it.
    record View(
            String SecurityGroupRuleId,
            String SecurityGroupRuleArn,
            String GroupId,
            String GroupOwnerId,
            boolean IsEgress,
            String IpProtocol,
            int FromPort,
            int ToPort,
            Optional<String> CidrIpv4,
            Optional<String> CidrIpv6,
            Optional<Referenced> ReferencedGroupInfo,
            Optional<String> Description,
            List<Tags.Tag> Tags) {}

    record Referenced(String GroupId, String UserId) {}

    record Revoked(
            String SecurityGroupRuleId,
            String GroupId,
            boolean IsEgress,
            String IpProtocol,
            int FromPort,
            int ToPort,
            Optional<String> CidrIpv4,
            Optional<String> CidrIpv6,
            Optional<String> ReferencedGroupId,
            Optional<String> Description) {}

    /// A rule and the group that has it.
    private record Owned(SecurityGroupRow group, SecurityRule rule) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "AuthorizeSecurityGroupIngress",
                        Input.class,
                        Answer.class,
                        (call, input) -> authorize(
                                call,
                                input.GroupId(),
                                input.GroupName(),
                                ingress(call, input),
                                input.TagSpecifications()),
                        RuleOperations::authorized),
                new Mutation<>(
                        "AuthorizeSecurityGroupEgress",
                        EgressInput.class,
                        Answer.class,
                        (call, input) -> authorize(
                                call,
                                input.GroupId(),
                                null,
                                rules(call, input.IpPermissions(), true),
                                input.TagSpecifications()),
                        RuleOperations::authorized),
                new Mutation<>(
                        "RevokeSecurityGroupIngress",
                        RevokeInput.class,
                        RevokeAnswer.class,
                        RuleOperations::revokeIngress,
                        RuleOperations::revoked),
                new Mutation<>(
                        "RevokeSecurityGroupEgress",
                        RevokeEgressInput.class,
                        RevokeAnswer.class,
                        (call, input) -> revoke(
                                call,
                                input.GroupId(),
                                null,
                                true,
                                rules(call, input.IpPermissions(), true),
                                input.SecurityGroupRuleIds()),
                        RuleOperations::revoked),
                new Query<>(
                        "DescribeSecurityGroupRules",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        RuleOperations::describe));
    }

    private static List<SecurityRule> ingress(Call call, Input input) {
        return input.CidrIp() == null
                ? rules(call, input.IpPermissions(), false)
                : rules(
                        call,
                        List.of(Permission.of(input.IpProtocol(), input.FromPort(), input.ToPort(), input.CidrIp())),
                        false);
    }

    private static List<SecurityRule> rules(Call call, List<Permission> permissions, boolean egress) {
        return permissions.stream()
                .flatMap(permission ->
                        permission.rules(call.caller().region(), call.caller().account(), egress).stream())
                .toList();
    }

    private static Authorize authorize(
            Call call,
            @Nullable String id,
            @Nullable String name,
            List<SecurityRule> rules,
            List<Tags.Specification> tags) {
        if (rules.isEmpty()) {
            throw Errors.missing("ipPermissions");
        }
        return new Authorize(
                GroupOperations.ref(call, id, name), rules, Tags.of("security-group-rule", tags), call.redacted());
    }

    private static Revoke revokeIngress(Call call, RevokeInput input) {
        var rules = input.CidrIp() == null
                ? rules(call, input.IpPermissions(), false)
                : rules(
                        call,
                        List.of(Permission.of(input.IpProtocol(), input.FromPort(), input.ToPort(), input.CidrIp())),
                        false);
        return revoke(call, input.GroupId(), input.GroupName(), false, rules, input.SecurityGroupRuleIds());
    }

    private static Revoke revoke(
            Call call,
            @Nullable String id,
            @Nullable String name,
            boolean egress,
            List<SecurityRule> rules,
            List<String> ids) {
        if (rules.isEmpty() && ids.isEmpty()) {
            throw Errors.missing("ipPermissions or securityGroupRuleIds");
        }
        return new Revoke(GroupOperations.ref(call, id, name), egress, rules, ids, call.redacted());
    }

    private static Answer authorized(Caller caller, State state, Changed changed) {
        return new Answer(
                true,
                changed.rules().stream()
                        .map(rule -> view(caller, state.networks(), changed.group(), rule))
                        .toList());
    }

    private static RevokeAnswer revoked(Caller caller, State state, Changed changed) {
        return new RevokeAnswer(
                true,
                changed.rules().stream()
                        .map(rule -> revoked(changed.group(), rule))
                        .toList());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var networks = state.networks().in(caller.region());
        var page = new Lookup<Owned>(
                        "security group rule ID", "InvalidSecurityGroupRuleId.NotFound", owned -> owned.rule.id())
                .by("group-id", owned -> owned.group.id().value())
                .by("security-group-rule-id", owned -> owned.rule.id())
                .tagged(owned -> networks.tagsOf(caller.region(), owned.rule.id()))
                .find(
                        networks.groups(caller.region())
                                .flatMap(group -> group.rules().stream().map(rule -> new Owned(group, rule)))
                                .sorted(Comparator.comparing(owned -> owned.rule.id())),
                        new Lookup.Asked(
                                input.SecurityGroupRuleIds(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(
                page.items().stream()
                        .map(owned -> view(caller, networks, owned.group.id(), owned.rule))
                        .toList(),
                page.nextToken());
    }

    private static Optional<String> cidr(SecurityRule rule, boolean six) {
        return Optional.ofNullable(rule.cidr()).filter(cidr -> cidr.contains(":") == six);
    }

    private static View view(Caller caller, Networks networks, SecurityGroupId group, SecurityRule rule) {
        return new View(
                rule.id(),
                GroupOperations.arn(caller, "security-group-rule/" + rule.id()),
                group.value(),
                caller.account(),
                rule.egress(),
                rule.protocol(),
                rule.fromPort(),
                rule.toPort(),
                cidr(rule, false),
                cidr(rule, true),
                Optional.ofNullable(rule.group()).map(id -> new Referenced(id.value(), caller.account())),
                Optional.ofNullable(rule.description()),
                Tags.of(networks, caller.region(), rule.id()));
    }

    private static Revoked revoked(SecurityGroupId group, SecurityRule rule) {
        return new Revoked(
                rule.id(),
                group.value(),
                rule.egress(),
                rule.protocol(),
                rule.fromPort(),
                rule.toPort(),
                cidr(rule, false),
                cidr(rule, true),
                Optional.ofNullable(rule.group()).map(SecurityGroupId::value),
                Optional.ofNullable(rule.description()));
    }
}
