package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.RuleCommand.CreateRule;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleCondition.RequestField;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Asks for all that a [Front] consists of, one call after another.
final class FrontMaker {
    private final SimServer server;
    private final SimClient client;
    private final String region;
    private final String name;
    private final Front.Kind kind;

    /// @param name of the load balancer
    FrontMaker(SimServer server, SimClient client, String region, String name, Front.Kind kind) {
        this.server = server;
        this.client = client;
        this.region = region;
        this.name = name;
        this.kind = kind;
    }

    /// @param done gets it, if all calls are answered
    void make(Consumer<Front> done) {
        var wanted = new LoadBalancerSpec("internal", "", Fronts.subnets(region), List.of(), "", Map.of(), Map.of());
        var type = kind.rules() ? BalancerKind.APPLICATION : BalancerKind.NETWORK;
        var create = new CreateLoadBalancer(region, type, name, wanted, AddressRange.DEFAULT, Doc.EMPTY);
        client.call(
                "elasticloadbalancing:CreateLoadBalancer",
                create,
                balancer -> group("blue", blue -> group("green", green -> rules(balancer, blue, green, done))));
    }

    private void rules(LoadBalancerId balancer, TargetGroupId blue, TargetGroupId green, Consumer<Front> done) {
        listener(
                balancer,
                80,
                blue,
                production -> listener(
                        balancer, 81, blue, test -> done.accept(new Front(kind, blue, green, production, test))));
    }

    private void group(String color, Consumer<TargetGroupId> done) {
        var create = new CreateTargetGroup(region, name + "-" + color, spec(), Doc.EMPTY);
        client.call("elasticloadbalancing:CreateTargetGroup", create, done);
    }

    private void listener(LoadBalancerId balancer, int port, TargetGroupId group, Consumer<RuleId> done) {
        var forward = RuleAction.forward(group);
        var spec = new ListenerSpec(protocol(), port, "", List.of(), Map.of());
        client.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, spec, forward, Doc.EMPTY),
                listener -> rule(listener, forward, done));
    }

    private void rule(ListenerId listener, RuleAction forward, Consumer<RuleId> done) {
        if (!kind.rules()) {
            var rule = server.state().balancers().defaultRuleOf(listener).orElseThrow();
            done.accept(rule.id());
            return;
        }
        var all = List.of(RuleCondition.of(RequestField.PATH_PATTERN, List.of("/*")));
        var wanted = new RuleSpec(1, all, forward, Map.of());
        client.call(
                "elasticloadbalancing:CreateRule",
                new CreateRule(listener, wanted, Doc.EMPTY),
                rules -> done.accept(rules.getFirst()));
    }

    private BalancerProtocol protocol() {
        return kind.rules() ? BalancerProtocol.HTTP : BalancerProtocol.TCP;
    }

    private TargetGroupSpec spec() {
        var check = new HealthCheckSpec(
                protocol(),
                HealthCheckSpec.TRAFFIC_PORT,
                kind.rules() ? "/" : "",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                2,
                2,
                kind.rules() ? "200" : "");
        return new TargetGroupSpec(
                protocol(),
                ProtocolVersion.HTTP1,
                80,
                kind == Front.Kind.HTTP_TO_ADDRESSES ? TargetType.IP : TargetType.INSTANCE,
                Fronts.vpc(region),
                check,
                Map.of("deregistration_delay.timeout_seconds", "10"),
                Map.of());
    }
}
