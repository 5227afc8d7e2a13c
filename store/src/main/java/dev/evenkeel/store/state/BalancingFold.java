package dev.evenkeel.store.state;

import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.BalancingEvent.ListenerChanged;
import dev.evenkeel.store.event.BalancingEvent.ListenerCreated;
import dev.evenkeel.store.event.BalancingEvent.ListenerDeleted;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerChanged;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerCreated;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerDeleted;
import dev.evenkeel.store.event.BalancingEvent.RoutesServed;
import dev.evenkeel.store.event.BalancingEvent.RuleChanged;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleDeleted;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupDeleted;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.event.BalancingEvent.TaskTargetsRegistered;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What events of load balancing make of its rows.
final class BalancingFold {
    private BalancingFold() {}

    static State apply(State state, BalancingEvent event, EventRef by, Origin origin) {
        var rows = rows(state.balancers(), event, new By(by, words(origin)), state.at());
        return state.withBalancers(routes(event) ? rows.changedAt(by.revision()) : rows);
    }

    /// Which event, and who caused it.
    private record By(EventRef event, String writer) {}

    private static String words(Origin origin) {
        return switch (origin) {
            case Origin.Call call -> call.principal() + " (" + call.operation() + ")";
            case Origin.Reconcile own -> own.reconciler() + " of " + own.key();
            case Origin.HostReport report -> "host " + report.host();
            case Origin.Lease lease -> "host " + lease.host();
            case Origin.ProxyReport report -> "the proxy of host " + report.host();
            case Origin.Genesis _ -> "the first batch";
        };
    }

    /// Whether it tells proxies what to do, and is not told by them.
    private static boolean routes(BalancingEvent event) {
        return !(event instanceof TargetHealthChanged || event instanceof RoutesServed);
    }

    private static Balancers rows(Balancers rows, BalancingEvent event, By cause, Instant at) {
        var by = cause.event();
        return switch (event) {
            case LoadBalancerCreated e ->
                rows.withBalancers(
                        rows.balancers().with(e.balancer(), new LoadBalancerRow(e.balancer(), e.spec(), at, by)));
            case LoadBalancerChanged e -> {
                var since = rows.balancers().get(e.balancer()).orElseThrow().createdAt();
                var row = new LoadBalancerRow(e.balancer(), e.spec(), since, by);
                yield rows.withBalancers(rows.balancers().with(e.balancer(), row));
            }
            case LoadBalancerDeleted e -> withoutBalancer(rows, e.balancer());
            case TargetGroupCreated e ->
                rows.withGroups(rows.groups().with(e.group(), new TargetGroupRow(e.group(), e.spec(), by)));
            case TargetGroupChanged e ->
                rows.withGroups(rows.groups().with(e.group(), new TargetGroupRow(e.group(), e.spec(), by)));
            case TargetGroupDeleted e -> withoutGroup(rows, e.group());
            case ListenerCreated e ->
                rows.withListeners(rows.listeners().with(e.listener(), new ListenerRow(e.listener(), e.spec(), by)));
            case ListenerChanged e ->
                rows.withListeners(rows.listeners().with(e.listener(), new ListenerRow(e.listener(), e.spec(), by)));
            case ListenerDeleted e -> withoutListener(rows, e.listener());
            case RuleCreated e ->
                rows.withRules(rows.rules().with(e.rule(), new RuleRow(e.rule(), e.spec(), by, cause.writer())));
            case RuleChanged e ->
                rows.withRules(rows.rules().with(e.rule(), new RuleRow(e.rule(), e.spec(), by, cause.writer())));
            case RuleDeleted e -> rows.withRules(rows.rules().without(e.rule()));
            case RuleWeightsChanged e -> rows.withRules(weighted(rows.rules(), e, cause));
            case TargetsRegistered e ->
                each(rows, e.group(), e.targets(), (table, key) -> registered(key, at, by, owner(table, key)));
            case TaskTargetsRegistered e -> taskTargets(rows, e, at, by);
            case TargetsDeregistered e ->
                each(
                        rows,
                        e.group(),
                        e.targets(),
                        (table, key) -> table.get(key).orElseThrow().draining(at, by));
            case TargetsGone e -> withoutTargets(rows, e.group(), e.targets());
            case TargetHealthChanged e ->
                each(
                        rows,
                        e.group(),
                        List.of(e.target()),
                        (table, key) -> table.get(key).orElseThrow().judged(e.health(), by));
            case RoutesServed e ->
                rows.withServed(rows.served().with(e.host(), new ServedRow(e.host(), e.revision(), by)));
        };
    }

    private static TargetRow registered(TargetRow.Key key, Instant at, EventRef by, @Nullable TaskId owner) {
        return new TargetRow(key, TargetHealth.REGISTERING, by, at, null, by, owner);
    }

    private static @Nullable TaskId owner(Table<TargetRow.Key, TargetRow> table, TargetRow.Key key) {
        return table.get(key).map(TargetRow::task).orElse(null);
    }

    /// What a caller had registered there already goes on, as the task's.
    private static Balancers taskTargets(Balancers rows, TaskTargetsRegistered event, Instant at, EventRef by) {
        var table = rows.targets();
        for (var target : event.targets()) {
            var key = new TargetRow.Key(event.group(), target.target());
            var there = table.get(key).filter(row -> !row.draining());
            table = table.with(
                    key,
                    there.map(row -> row.of(target.task())).orElseGet(() -> registered(key, at, by, target.task())));
        }
        return rows.withTargets(table);
    }

    /// A task that has stopped is no target any more.
    static State stopped(State state, TaskRow task, EventRef by) {
        var gone = TaskTargets.rows(state, task).map(TargetRow::key).toList();
        if (gone.isEmpty()) {
            return state;
        }
        var table = state.balancers().targets();
        for (var key : gone) {
            table = table.without(key);
        }
        return state.withBalancers(state.balancers().withTargets(table).changedAt(by.revision()));
    }

    private static Balancers each(
            Balancers rows,
            TargetGroupId group,
            List<Target> targets,
            BiFunction<Table<TargetRow.Key, TargetRow>, TargetRow.Key, TargetRow> change) {
        var table = rows.targets();
        for (var target : targets) {
            var key = new TargetRow.Key(group, target);
            table = table.with(key, change.apply(table, key));
        }
        return rows.withTargets(table);
    }

    private static Table<RuleId, RuleRow> weighted(Table<RuleId, RuleRow> rules, RuleWeightsChanged event, By cause) {
        var spec = rules.get(event.rule()).orElseThrow().spec();
        var changed = spec.withAction(spec.action().withGroups(event.groups()));
        return rules.with(event.rule(), new RuleRow(event.rule(), changed, cause.event(), cause.writer()));
    }

    private static Balancers withoutBalancer(Balancers rows, LoadBalancerId balancer) {
        var left = rows;
        for (var listener : rows.listenersOf(balancer).toList()) {
            left = withoutListener(left, listener.id());
        }
        return left.withBalancers(left.balancers().without(balancer));
    }

    private static Balancers withoutListener(Balancers rows, ListenerId listener) {
        var rules = rows.rules();
        for (var rule : rows.rulesOf(listener).toList()) {
            rules = rules.without(rule.id());
        }
        return rows.withRules(rules).withListeners(rows.listeners().without(listener));
    }

    private static Balancers withoutGroup(Balancers rows, TargetGroupId group) {
        var targets = rows.targetsOf(group).map(row -> row.key().target()).toList();
        return withoutTargets(rows, group, targets).withGroups(rows.groups().without(group));
    }

    private static Balancers withoutTargets(Balancers rows, TargetGroupId group, List<Target> targets) {
        var table = rows.targets();
        for (var target : targets) {
            table = table.without(new TargetRow.Key(group, target));
        }
        return rows.withTargets(table);
    }
}
