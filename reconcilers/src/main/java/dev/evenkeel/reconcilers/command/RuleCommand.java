package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.event.BalancingEvent.RuleChanged;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleDeleted;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands about rules. The answer names the rules that were touched, in the order in which they were named.
public sealed interface RuleCommand extends BalancingCommand<List<RuleId>> {
    /// Have a listener ask one more rule.
    record CreateRule(ListenerId listener, RuleSpec wanted, Doc.Struct input) implements RuleCommand {
        @Override
        public Outcome<List<RuleId>> decide(State tip, Inputs inputs) {
            if (tip.balancers().listeners().get(listener).isEmpty()) {
                return BalancingCommand.noListener();
            }
            if (listener.balancer().kind() != BalancerKind.APPLICATION) {
                return Outcome.refused(
                        "UnsupportedProtocolException", "Listeners of network load balancers have a default rule only");
            }
            var others = tip.balancers().rulesOf(listener).toList();
            if (others.stream().anyMatch(row -> row.spec().priority() == wanted.priority())) {
                return inUse(wanted.priority());
            }
            var refusal = ForwardRules.<List<RuleId>>refusal(tip, listener.balancer(), wanted.action());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (others.size() > BalancingLimits.RULES) {
                return Outcome.refused("TooManyRulesException", "The maximum number of rules has been reached");
            }
            var id = new RuleId(listener, BalancingCommand.hex16(inputs.dice().next()));
            return Outcome.accepted(List.of(id), requested(new RuleCreated(id, wanted)));
        }
    }

    /// Change what a rule looks at, or what it does. The default rule is changed through its listener.
    ///
    /// @param conditions as they are where null, as is the action
    record ModifyRule(
            RuleId rule,
            @Nullable List<RuleCondition> conditions,
            @Nullable RuleAction action,
            Doc.Struct input) implements RuleCommand {
        @Override
        public Outcome<List<RuleId>> decide(State tip, Inputs inputs) {
            var row = tip.balancers().rules().get(rule);
            if (row.isEmpty()) {
                return BalancingCommand.noRule();
            }
            if (row.get().spec().isDefault()) {
                return Outcome.refused("OperationNotPermittedException", "The default rule cannot be modified");
            }
            if (action != null) {
                var refusal =
                        ForwardRules.<List<RuleId>>refusal(tip, rule.listener().balancer(), action);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            return Outcome.accepted(List.of(rule), requested(events(row.get())));
        }

        private Event[] events(RuleRow row) {
            var spec = row.spec();
            spec = conditions == null ? spec : spec.withConditions(conditions);
            spec = action == null ? spec : spec.withAction(action);
            return spec.equals(row.spec()) ? new Event[0] : new Event[] {new RuleChanged(rule, spec)};
        }
    }

    /// Delete a rule.
    record DeleteRule(RuleId rule, Doc.Struct input) implements RuleCommand {
        @Override
        public Outcome<List<RuleId>> decide(State tip, Inputs inputs) {
            var row = tip.balancers().rules().get(rule);
            if (row.isEmpty()) {
                return BalancingCommand.noRule();
            }
            return row.get().spec().isDefault()
                    ? Outcome.refused("OperationNotPermittedException", "The default rule cannot be deleted")
                    : Outcome.accepted(List.of(rule), requested(new RuleDeleted(rule)));
        }
    }

    /// Ask rules in another order.
    ///
    /// @param priorities by rule
    record SetPriorities(Map<RuleId, Integer> priorities, Doc.Struct input) implements RuleCommand {
        @Override
        public Outcome<List<RuleId>> decide(State tip, Inputs inputs) {
            var events = new ArrayList<Event>();
            for (var each : priorities.entrySet()) {
                var row = tip.balancers().rules().get(each.getKey());
                if (row.isEmpty()) {
                    return BalancingCommand.noRule();
                }
                if (row.get().spec().isDefault()) {
                    return Outcome.refused(
                            "OperationNotPermittedException", "The priority of the default rule cannot be changed");
                }
                if (isTaken(tip, each.getKey(), each.getValue())) {
                    return inUse(each.getValue());
                }
                if (row.get().spec().priority() != each.getValue()) {
                    events.add(new RuleChanged(each.getKey(), row.get().spec().withPriority(each.getValue())));
                }
            }
            return Outcome.accepted(List.copyOf(priorities.keySet()), requested(events.toArray(Event[]::new)));
        }

        /// Whether another rule of the same listener has or gets this priority.
        private boolean isTaken(State tip, RuleId rule, int priority) {
            return tip.balancers()
                    .rulesOf(rule.listener())
                    .filter(row -> !row.id().equals(rule))
                    .anyMatch(
                            row -> priorities.getOrDefault(row.id(), row.spec().priority()) == priority);
        }
    }

    private static Outcome<List<RuleId>> inUse(int priority) {
        return Outcome.refused("PriorityInUseException", "Priority '" + priority + "' is currently in use");
    }
}
