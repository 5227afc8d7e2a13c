package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.reconcilers.balancing.Routes.Balance;
import dev.evenkeel.reconcilers.balancing.Routes.Balancer;
import dev.evenkeel.reconcilers.balancing.Routes.Endpoint;
import dev.evenkeel.reconcilers.balancing.Routes.Group;
import dev.evenkeel.reconcilers.balancing.Routes.Listener;
import dev.evenkeel.reconcilers.balancing.Routes.Rule;
import dev.evenkeel.reconcilers.balancing.Routes.Web;
import dev.evenkeel.store.model.balancing.DnsNames;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.state.ListenerRow;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What proxies are told to do, as a projection of a state.
public final class Routing {
    private Routing() {}

    /// The routes of a state. Groups that no rule forwards to are left out, and so are instances that nobody knows.
    public static Routes of(State state) {
        var part = state.balancers();
        var balancers =
                part.balancers().values().map(row -> balancer(state, row)).toList();
        var used = new TreeSet<TargetGroupId>();
        for (var balancer : balancers) {
            for (var listener : balancer.listeners()) {
                listener.rules()
                        .forEach(rule -> rule.action().groups().stream()
                                .map(WeightedGroup::group)
                                .forEach(used::add));
            }
        }
        var groups = used.stream()
                .flatMap(id -> part.groups().get(id).stream())
                .map(row -> group(state, row))
                .toList();
        return new Routes(part.changed(), balancers, groups);
    }

    private static Balancer balancer(State state, LoadBalancerRow row) {
        var listeners = state.balancers()
                .listenersOf(row.id())
                .map(listener -> listener(state, listener))
                .toList();
        var name = DnsNames.of(row.id(), row.spec().scheme());
        return new Balancer(row.id(), name, row.spec().address(), web(row), listeners);
    }

    private static Web web(LoadBalancerRow row) {
        var all = Attributes.of(row.id().kind());
        LoadBalancerSpec spec = row.spec();
        return new Web(
                all.seconds(spec.attributes(), Attributes.IDLE_TIMEOUT),
                all.on(spec.attributes(), Attributes.DROP_INVALID_HEADERS),
                all.value(spec.attributes(), Attributes.FORWARDED_FOR),
                all.on(spec.attributes(), Attributes.CLIENT_PORT),
                all.on(spec.attributes(), Attributes.PRESERVE_HOST));
    }

    private static Listener listener(State state, ListenerRow row) {
        var rules = state.balancers()
                .rulesOf(row.id())
                .map(rule -> new Rule(
                        rule.id(), rule.spec().conditions(), rule.spec().action()))
                .toList();
        return new Listener(
                row.id(), row.spec().protocol(), row.spec().port(), row.spec().certificates(), rules);
    }

    private static Group group(State state, TargetGroupRow row) {
        var spec = row.spec();
        var all = Attributes.of(spec.protocol());
        var balance = new Balance(
                all.on(spec.attributes(), Attributes.STICKY),
                all.seconds(spec.attributes(), Attributes.COOKIE_DURATION),
                all.seconds(spec.attributes(), Attributes.SLOW_START),
                all.value(spec.attributes(), Attributes.ALGORITHM).equals(Attributes.LEAST_OUTSTANDING));
        List<Endpoint> endpoints = state.balancers()
                .targetsOf(row.id())
                .flatMap(target -> endpoint(state, spec.type(), target).stream())
                .toList();
        return new Group(row.id(), spec.protocol(), spec.version(), spec.health(), balance, endpoints);
    }

    private static Optional<Endpoint> endpoint(State state, TargetType type, TargetRow row) {
        var target = row.key().target();
        var address = switch (type) {
            case IP -> Optional.of(target.id());
            case INSTANCE ->
                Instances.host(state, target.id()).map(host -> host.spec().address());
        };
        return address.map(reached ->
                new Endpoint(target, reached, target.port(), row.health(), row.draining(), row.registeredAt()));
    }
}
