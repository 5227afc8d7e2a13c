package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Matching;
import dev.evenkeel.reconcilers.balancing.RequestView;
import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.Routes.Balancer;
import dev.evenkeel.reconcilers.balancing.Routes.Listener;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Routes made ready for use: what every listener does with a request. Immutable but for whose turn it is; swapped as a
/// whole.
record Table(Routes routes, Map<ListenerId, Entry> listeners) {
    static final Table EMPTY = new Table(Routes.NONE, Map.of());

    /// A listener, and the load balancer that it belongs to.
    record Entry(Balancer balancer, Listener listener, List<Rule> rules) {
        /// The rule that takes a request. There is a default rule, which takes all.
        Rule rule(RequestView request) {
            for (var rule : rules) {
                if (Matching.all(rule.conditions, request)) {
                    return rule;
                }
            }
            return rules.getLast();
        }
    }

    /// A rule and the targets that it leads to.
    record Rule(List<RuleCondition> conditions, RuleAction action, List<Pool> pools, SmoothWeights turns) {
        /// The group whose turn it is; null if none has a weight.
        @Nullable
        Pool next() {
            int turn = pools.size() == 1 && action.groups().getFirst().weight() > 0 ? 0 : turns.next();
            return turn < 0 ? null : pools.get(turn);
        }

        /// Whether a group still gets requests from this rule.
        boolean leadsTo(Pool pool) {
            for (int i = 0; i < pools.size(); i++) {
                if (pools.get(i) == pool) {
                    return action.groups().get(i).weight() > 0;
                }
            }
            return false;
        }
    }

    /// @param pools the groups of these routes
    static Table of(Routes routes, Map<TargetGroupId, Pool> pools) {
        var listeners = new TreeMap<ListenerId, Entry>();
        for (var balancer : routes.balancers()) {
            for (var listener : balancer.listeners()) {
                var rules =
                        listener.rules().stream().map(rule -> rule(rule, pools)).toList();
                listeners.put(listener.id(), new Entry(balancer, listener, rules));
            }
        }
        return new Table(routes, listeners);
    }

    private static Rule rule(Routes.Rule rule, Map<TargetGroupId, Pool> pools) {
        var groups = rule.action().groups();
        var own = new ArrayList<Pool>();
        for (var weighted : groups) {
            own.add(Objects.requireNonNull(pools.get(weighted.group())));
        }
        var weights = groups.stream().mapToInt(WeightedGroup::weight).toArray();
        return new Rule(rule.conditions(), rule.action(), own, new SmoothWeights(weights));
    }
}
