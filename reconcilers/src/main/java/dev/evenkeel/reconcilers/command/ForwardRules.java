package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleAction.ActionKind;
import dev.evenkeel.store.state.State;
import java.util.Optional;

/// Whether a load balancer can do what a rule says.
final class ForwardRules {
    private ForwardRules() {}

    /// The refusal of an action on a listener of this load balancer, if it is refused.
    static <R> Optional<Outcome<R>> refusal(State tip, LoadBalancerId balancer, RuleAction action) {
        boolean web = switch (balancer.kind()) {
            case APPLICATION -> true;
            case NETWORK -> false;
        };
        if (!web && (action.kind() != ActionKind.FORWARD || action.groups().size() != 1)) {
            return Optional.of(Outcome.refused(
                    "InvalidLoadBalancerActionException",
                    "Listeners of network load balancers forward to exactly one target group"));
        }
        for (var weighted : action.groups()) {
            var group = tip.balancers().groups().get(weighted.group());
            if (group.isEmpty()) {
                return Optional.of(BalancingCommand.noGroup());
            }
            if (group.get().spec().protocol().web() != web) {
                return Optional.of(Outcome.refused(
                        "IncompatibleProtocolsException",
                        "The protocol " + group.get().spec().protocol() + " of target group '"
                                + weighted.group().name() + "' does not fit a load balancer of type "
                                + balancer.kind().word()));
            }
            boolean elsewhere =
                    tip.balancers().balancersOf(weighted.group()).anyMatch(other -> !other.equals(balancer));
            if (elsewhere) {
                return Optional.of(Outcome.refused(
                        "TargetGroupAssociationLimitException",
                        "Target group '" + weighted.group().name()
                                + "' cannot be associated with more than one load balancer"));
            }
        }
        return Optional.empty();
    }
}
