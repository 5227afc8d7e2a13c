package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.NetworkEvent.RulesAuthorized;
import dev.evenkeel.store.event.NetworkEvent.RulesRevoked;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupCreated;
import dev.evenkeel.store.event.NetworkEvent.SecurityGroupDeleted;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.DefaultNetwork;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.VpcRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about security groups.
public sealed interface SecurityGroupCommand<R> extends Command<R> {
    private static String digits(Dice dice) {
        return dice.hex32().substring(0, NetworkCommand.DIGITS);
    }

    /// A security group as callers name it.
    ///
    /// @param id absent where it is named by `name`, which belongs to the default VPC then
    record GroupRef(
            String region, @Nullable String id, @Nullable String name) {
        /// The group, if it is there.
        public Optional<SecurityGroupRow> find(Networks networks) {
            if (id != null) {
                return networks.groups().get(new SecurityGroupId(region, id));
            }
            var vpc = networks.defaultVpc(region).map(VpcRow::id);
            return networks.groups(region)
                    .filter(row -> vpc.filter(row.vpc()::equals).isPresent()
                            && row.name().equals(name))
                    .findFirst();
        }

        <T> Outcome<T> missing() {
            return Outcome.refused(
                    "InvalidGroup.NotFound", "The security group '" + (id == null ? name : id) + "' does not exist");
        }
    }

    /// Make a group.
    ///
    /// @param vpc absent for the default VPC
    record CreateSecurityGroup(
            String region,
            @Nullable VpcId vpc,
            String name,
            String description,
            Map<String, String> tags,
            Doc.Struct input)
            implements SecurityGroupCommand<SecurityGroupId> {
        @Override
        public Outcome<SecurityGroupId> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(region);
            var in = vpc == null ? networks.defaultVpc(region) : networks.vpcs().get(vpc);
            if (in.isEmpty()) {
                return vpc == null
                        ? Outcome.refused("VPCIdNotSpecified", "No default VPC for this user")
                        : Ec2Answers.noVpc(vpc);
            }
            var where = in.get().id();
            boolean taken = networks.groups(region)
                    .anyMatch(row -> row.vpc().equals(where) && row.name().equals(name));
            if (taken) {
                return Outcome.refused(
                        "InvalidGroup.Duplicate",
                        "The security group '" + name + "' already exists for VPC '" + where.value() + "'");
            }
            var dice = inputs.dice();
            var group = new SecurityGroupId(region, "sg-" + digits(dice));
            var rules = List.of(DefaultNetwork.everythingOut(digits(dice)));
            var events = new ArrayList<Event>();
            events.add(new SecurityGroupCreated(group, where, name, description, rules));
            events.addAll(Ec2Answers.tags(region, group.value(), tags));
            return Outcome.accepted(group, Ec2Answers.requested(tip, region, events));
        }
    }

    /// Delete a group. No task and no load balancer may be in it, and no other group may name it.
    record DeleteSecurityGroup(GroupRef group, Doc.Struct input) implements SecurityGroupCommand<SecurityGroupId> {
        @Override
        public Outcome<SecurityGroupId> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(group.region());
            var row = group.find(networks);
            if (row.isEmpty()) {
                return group.missing();
            }
            var id = row.get().id();
            if (row.get().name().equals(SecurityGroupRow.DEFAULT)) {
                return Outcome.refused(
                        "CannotDelete",
                        "the specified group: \"" + id.value() + "\" name: \"default\" cannot be deleted by a user");
            }
            boolean named = networks.groups(group.region())
                    .anyMatch(other -> !other.id().equals(id) && other.refersTo(id));
            boolean held = networks.interfaces().in(id).findAny().isPresent() || BalancerSite.isUsed(tip, id);
            if (named || held) {
                return Outcome.refused("DependencyViolation", "resource " + id.value() + " has a dependent object");
            }
            return Outcome.accepted(
                    id, Ec2Answers.requested(tip, group.region(), List.of(new SecurityGroupDeleted(id))));
        }
    }

    /// The rules that were authorized, or revoked.
    record Changed(SecurityGroupId group, List<SecurityRule> rules) {}

    /// Let a group let more through.
    ///
    /// @param rules without ids
    record Authorize(GroupRef group, List<SecurityRule> rules, Map<String, String> tags, Doc.Struct input)
            implements SecurityGroupCommand<Changed> {
        private static final int MOST = 60;

        @Override
        public Outcome<Changed> decide(State tip, Inputs inputs) {
            var networks = tip.networks().in(group.region());
            var found = group.find(networks);
            if (found.isEmpty()) {
                return group.missing();
            }
            var row = found.get();
            var problem = Optional.<Outcome<Changed>>empty();
            for (int i = 0; i < rules.size() && problem.isEmpty(); i++) {
                problem = problem(networks, row, i);
            }
            if (problem.isPresent()) {
                return problem.get();
            }
            var dice = inputs.dice();
            var named = rules.stream().map(rule -> named(rule, digits(dice))).toList();
            var events = new ArrayList<Event>();
            events.add(new RulesAuthorized(row.id(), named));
            named.forEach(rule -> events.addAll(Ec2Answers.tags(group.region(), rule.id(), tags)));
            return Outcome.accepted(new Changed(row.id(), named), Ec2Answers.requested(tip, group.region(), events));
        }

        private Optional<Outcome<Changed>> problem(Networks networks, SecurityGroupRow row, int index) {
            var rule = rules.get(index);
            boolean there = row.rules().stream().anyMatch(rule::matches)
                    || rules.subList(0, index).stream().anyMatch(rule::matches);
            if (there) {
                return Optional.of(Outcome.refused(
                        "InvalidPermission.Duplicate", "the specified rule \"" + text(rule) + "\" already exists"));
            }
            if (rule.group() instanceof SecurityGroupId source) {
                var other = networks.groups().get(source);
                if (other.isEmpty()) {
                    return Optional.of(Ec2Answers.noGroup(source));
                }
                if (!other.get().vpc().equals(row.vpc())) {
                    return Optional.of(Outcome.refused(
                            "InvalidGroup.NotFound",
                            "You have specified two resources that belong to different networks."));
                }
            }
            long same = row.rules().stream()
                    .filter(r -> r.egress() == rule.egress())
                    .count();
            return same + index < MOST
                    ? Optional.empty()
                    : Optional.of(Outcome.refused(
                            "RulesPerSecurityGroupLimitExceeded",
                            "The maximum number of rules per security group has been reached."));
        }

        private static SecurityRule named(SecurityRule rule, String digits) {
            return new SecurityRule(
                    "sgr-" + digits,
                    rule.egress(),
                    rule.protocol(),
                    rule.fromPort(),
                    rule.toPort(),
                    rule.cidr(),
                    rule.group(),
                    rule.description());
        }

        private static String text(SecurityRule rule) {
            var peer = rule.group() == null ? rule.cidr() : rule.group().value();
            var protocol = rule.protocol().equals(SecurityRule.ALL)
                    ? "ALL"
                    : rule.protocol().toUpperCase(Locale.ROOT);
            var ports = rule.fromPort() < 0 && rule.toPort() < 0
                    ? ""
                    : ", from port: " + rule.fromPort() + ", to port: " + rule.toPort();
            return "peer: " + peer + ", " + protocol + ports + ", ALLOW";
        }
    }

    /// Let a group let less through.
    ///
    /// @param rules without ids
    /// @param ids of rules, instead
    record Revoke(GroupRef group, boolean egress, List<SecurityRule> rules, List<String> ids, Doc.Struct input)
            implements SecurityGroupCommand<Changed> {
        @Override
        public Outcome<Changed> decide(State tip, Inputs inputs) {
            var found = group.find(tip.networks().in(group.region()));
            if (found.isEmpty()) {
                return group.missing();
            }
            var own = found.get().rules().stream()
                    .filter(rule -> rule.egress() == egress)
                    .toList();
            var unknown = ids.stream()
                    .filter(id -> own.stream().noneMatch(rule -> rule.id().equals(id)))
                    .findFirst();
            if (unknown.isPresent()) {
                return Outcome.refused(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + unknown.get() + "' does not exist");
            }
            if (rules.stream().anyMatch(rule -> own.stream().noneMatch(rule::matches))) {
                return Outcome.refused(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
            }
            var going = own.stream()
                    .filter(rule -> ids.contains(rule.id()) || rules.stream().anyMatch(rule::matches))
                    .toList();
            var event = new RulesRevoked(
                    found.get().id(), going.stream().map(SecurityRule::id).toList());
            return Outcome.accepted(
                    new Changed(found.get().id(), going), Ec2Answers.requested(tip, group.region(), List.of(event)));
        }
    }
}
