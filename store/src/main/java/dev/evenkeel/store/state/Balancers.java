package dev.evenkeel.store.state;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Load balancers and what belongs to them.
///
/// @param changed the last revision that changed what proxies are to do
/// @param served what each proxy has acknowledged
public record Balancers(
        Table<LoadBalancerId, LoadBalancerRow> balancers,
        Table<TargetGroupId, TargetGroupRow> groups,
        Table<ListenerId, ListenerRow> listeners,
        Table<RuleId, RuleRow> rules,
        Table<TargetRow.Key, TargetRow> targets,
        Table<HostId, ServedRow> served,
        Revision changed) {
    /// No load balancers.
    public static final Balancers NONE = new Balancers(
            Table.empty(), Table.empty(), Table.empty(), Table.empty(), Table.empty(), Table.empty(), Revision.ZERO);

    /// The listeners of a load balancer, by id.
    public Stream<ListenerRow> listenersOf(LoadBalancerId balancer) {
        return listeners
                .from(new ListenerId(balancer, ""))
                .takeWhile(row -> row.getKey().balancer().equals(balancer))
                .map(Map.Entry::getValue);
    }

    /// The rules of a listener in the order in which they are asked: the default rule last.
    public Stream<RuleRow> rulesOf(ListenerId listener) {
        return rules.from(new RuleId(listener, ""))
                .takeWhile(row -> row.getKey().listener().equals(listener))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing((RuleRow row) -> row.spec().isDefault())
                        .thenComparingInt(row -> row.spec().priority()));
    }

    /// The rule of a listener that takes what no other rule does.
    public Optional<RuleRow> defaultRuleOf(ListenerId listener) {
        return rulesOf(listener).filter(row -> row.spec().isDefault()).findFirst();
    }

    /// The targets of a group, also those that drain, by id and port.
    public Stream<TargetRow> targetsOf(TargetGroupId group) {
        return targets.from(new TargetRow.Key(group, new Target("", 0)))
                .takeWhile(row -> row.getKey().group().equals(group))
                .map(Map.Entry::getValue);
    }

    /// The rules that forward to a group, whatever its weight.
    public Stream<RuleRow> rulesTo(TargetGroupId group) {
        return rules.values()
                .filter(row -> row.spec().action().groups().stream()
                        .anyMatch(weighted -> weighted.group().equals(group)));
    }

    /// The load balancers that may send traffic to a group, each once.
    public Stream<LoadBalancerId> balancersOf(TargetGroupId group) {
        return rulesTo(group).map(row -> row.id().listener().balancer()).distinct();
    }

    /// With another part.
    public Balancers withBalancers(Table<LoadBalancerId, LoadBalancerRow> rows) {
        return new Balancers(rows, groups, listeners, rules, targets, served, changed);
    }

    /// With another part.
    public Balancers withGroups(Table<TargetGroupId, TargetGroupRow> rows) {
        return new Balancers(balancers, rows, listeners, rules, targets, served, changed);
    }

    /// With another part.
    public Balancers withListeners(Table<ListenerId, ListenerRow> rows) {
        return new Balancers(balancers, groups, rows, rules, targets, served, changed);
    }

    /// With another part.
    public Balancers withRules(Table<RuleId, RuleRow> rows) {
        return new Balancers(balancers, groups, listeners, rows, targets, served, changed);
    }

    /// With another part.
    public Balancers withTargets(Table<TargetRow.Key, TargetRow> rows) {
        return new Balancers(balancers, groups, listeners, rules, rows, served, changed);
    }

    /// With another part.
    public Balancers withServed(Table<HostId, ServedRow> rows) {
        return new Balancers(balancers, groups, listeners, rules, targets, rows, changed);
    }

    /// With another part.
    public Balancers changedAt(Revision revision) {
        return new Balancers(balancers, groups, listeners, rules, targets, served, revision);
    }
}
