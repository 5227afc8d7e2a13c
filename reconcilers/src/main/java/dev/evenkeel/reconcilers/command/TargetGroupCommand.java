package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.balancing.Attributes;
import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about target groups.
public sealed interface TargetGroupCommand extends BalancingCommand<TargetGroupId> {
    /// Have a target group. One of the same name and settings is answered as it is, as AWS does.
    record CreateTargetGroup(String region, String name, TargetGroupSpec wanted, Doc.Struct input)
            implements TargetGroupCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            var there = named(tip, region, name);
            if (there.isPresent()) {
                var spec = there.get().spec();
                return spec.withAttributes(Map.of()).withTags(Map.of()).equals(wanted.withTags(Map.of()))
                        ? Outcome.accepted(there.get().id(), List.of())
                        : Outcome.refused(
                                "DuplicateTargetGroupNameException",
                                "A target group with the same name '" + name + "' exists, but with different settings");
            }
            long count = tip.balancers()
                    .groups()
                    .values()
                    .filter(row -> row.id().region().equals(region))
                    .count();
            if (count >= BalancingLimits.TARGET_GROUPS) {
                return Outcome.refused(
                        "TooManyTargetGroupsException", "The maximum number of target groups has been reached");
            }
            var vpc = new VpcId(region, wanted.vpc());
            if (tip.networks().in(region).vpcs().get(vpc).isEmpty()) {
                return Outcome.refused("ValidationError", "The VPC ID '" + vpc.value() + "' is not found");
            }
            var id = new TargetGroupId(
                    region, name, BalancingCommand.hex16(inputs.dice().next()));
            return Outcome.accepted(id, requested(new TargetGroupCreated(id, wanted)));
        }
    }

    /// Delete a target group that no rule forwards to. One that is not there is as good as deleted.
    ///
    /// @param arn of it, to say it back
    record DeleteTargetGroup(TargetGroupId group, String arn, Doc.Struct input) implements TargetGroupCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            if (tip.balancers().groups().get(group).isEmpty()) {
                return Outcome.accepted(group, List.of());
            }
            return tip.balancers().rulesTo(group).findAny().isPresent()
                    ? Outcome.refused(
                            "ResourceInUseException",
                            "Target group '" + arn + "' is currently in use by a listener or a rule")
                    : Outcome.accepted(group, requested(new TargetGroupDeleted(group)));
        }
    }

    /// Change how targets are asked whether they are well.
    ///
    /// @param change what is to be different
    record ModifyTargetGroup(TargetGroupId group, CheckChange change, Doc.Struct input) implements TargetGroupCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().groups().get(group);
            if (row.isEmpty()) {
                return BalancingCommand.noGroup();
            }
            var check = change.of(row.get().spec().health());
            return HealthRules.fault(row.get().spec(), check)
                    .map(fault -> Outcome.<TargetGroupId>refused("InvalidConfigurationRequestException", fault))
                    .orElseGet(() -> changed(row.get(), row.get().spec().withHealth(check)));
        }
    }

    /// A health check as it is to be, where it is to be different.
    record CheckChange(
            @Nullable String port,
            @Nullable String path,
            @Nullable Duration interval,
            @Nullable Duration timeout,
            @Nullable Integer healthyThreshold,
            @Nullable Integer unhealthyThreshold,
            @Nullable String codes) {
        HealthCheckSpec of(HealthCheckSpec before) {
            return new HealthCheckSpec(
                    before.protocol(),
                    port == null ? before.port() : port,
                    path == null ? before.path() : path,
                    interval == null ? before.interval() : interval,
                    timeout == null ? before.timeout() : timeout,
                    healthyThreshold == null ? before.healthyThreshold() : healthyThreshold,
                    unhealthyThreshold == null ? before.unhealthyThreshold() : unhealthyThreshold,
                    codes == null ? before.codes() : codes);
        }
    }

    /// Set some attributes.
    record ModifyGroupAttributes(TargetGroupId group, Map<String, String> attributes, Doc.Struct input)
            implements TargetGroupCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().groups().get(group);
            if (row.isEmpty()) {
                return BalancingCommand.noGroup();
            }
            var spec = row.get().spec();
            var fault = Attributes.of(spec.protocol()).fault(attributes, "Target group");
            return fault.isPresent()
                    ? Outcome.refused("InvalidConfigurationRequestException", fault.get())
                    : changed(
                            row.get(), spec.withAttributes(LoadBalancerCommand.merged(spec.attributes(), attributes)));
        }
    }

    private static Outcome<TargetGroupId> changed(TargetGroupRow row, TargetGroupSpec spec) {
        return spec.equals(row.spec())
                ? Outcome.accepted(row.id(), List.of())
                : Outcome.accepted(row.id(), requested(new TargetGroupChanged(row.id(), spec)));
    }

    /// The target group of a name.
    static Optional<TargetGroupRow> named(State state, String region, String name) {
        return state.balancers()
                .groups()
                .values()
                .filter(row ->
                        row.id().region().equals(region) && row.id().name().equals(name))
                .findFirst();
    }
}
