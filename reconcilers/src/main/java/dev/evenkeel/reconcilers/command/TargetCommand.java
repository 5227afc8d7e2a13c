package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.reconcilers.balancing.Instances;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.Optional;

/// Commands about the targets of a group.
public sealed interface TargetCommand extends BalancingCommand<TargetGroupId> {
    /// The port of targets that were named without one.
    int NO_PORT = 0;

    /// Let targets have traffic. Those that do already are left as they are; one that drains begins anew.
    ///
    /// @param targets with [#NO_PORT] for the group's port
    record RegisterTargets(TargetGroupId group, List<Target> targets, Doc.Struct input) implements TargetCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().groups().get(group);
            if (row.isEmpty()) {
                return BalancingCommand.noGroup();
            }
            for (var target : targets) {
                var fault = fault(tip, row.get(), target);
                if (fault.isPresent()) {
                    return Outcome.refused("InvalidTargetException", fault.get());
                }
            }
            var fresh = targets.stream()
                    .map(target -> withPort(row.get(), target))
                    .distinct()
                    .filter(target -> tip.balancers()
                            .targets()
                            .get(new TargetRow.Key(group, target))
                            .filter(there -> !there.draining())
                            .isEmpty())
                    .toList();
            if (tip.balancers().targetsOf(group).count() + fresh.size() > BalancingLimits.TARGETS) {
                return Outcome.refused(
                        "TooManyTargetsException",
                        "A target group can have at most " + BalancingLimits.TARGETS + " targets");
            }
            return Outcome.accepted(
                    group, fresh.isEmpty() ? List.of() : requested(new TargetsRegistered(group, fresh)));
        }

        private static Optional<String> fault(State tip, TargetGroupRow group, Target target) {
            return switch (group.spec().type()) {
                case IP -> addressFault(target.id());
                case INSTANCE ->
                    Instances.host(tip, target.id()).isPresent()
                            ? Optional.empty()
                            : Optional.of("The following targets are not known instances: '" + target.id() + "'");
            };
        }

        private static Optional<String> addressFault(String address) {
            try {
                AddressRange.number(address);
                return Optional.empty();
            } catch (IllegalArgumentException notAnAddress) {
                return Optional.of("The IP address '" + address + "' is not a valid IPv4 address");
            }
        }
    }

    /// Let targets have no new traffic. Without a port, all of the target's ports are meant.
    record DeregisterTargets(TargetGroupId group, List<Target> targets, Doc.Struct input) implements TargetCommand {
        @Override
        public Outcome<TargetGroupId> decide(State tip, Inputs inputs) {
            if (tip.balancers().groups().get(group).isEmpty()) {
                return BalancingCommand.noGroup();
            }
            var leaving = tip.balancers()
                    .targetsOf(group)
                    .filter(row -> !row.draining())
                    .map(row -> row.key().target())
                    .filter(this::isMeant)
                    .toList();
            return Outcome.accepted(
                    group, leaving.isEmpty() ? List.of() : requested(new TargetsDeregistered(group, leaving)));
        }

        private boolean isMeant(Target target) {
            return targets.stream()
                    .anyMatch(named -> named.id().equals(target.id())
                            && (named.port() == NO_PORT || named.port() == target.port()));
        }
    }

    private static Target withPort(TargetGroupRow group, Target target) {
        return target.port() == NO_PORT ? new Target(target.id(), group.spec().port()) : target;
    }
}
