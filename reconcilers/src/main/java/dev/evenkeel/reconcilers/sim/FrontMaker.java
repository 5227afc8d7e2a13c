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
    private final SimClient client;
    private final String region;
    private final String name;

    /// @param name of the load balancer
    FrontMaker(SimClient client, String region, String name) {
        this.client = client;
        this.region = region;
        this.name = name;
    }

    /// @param done gets it, if all calls are answered
    void make(Consumer<Front> done) {
        var wanted = new LoadBalancerSpec("internal", "", Fronts.subnets(region), List.of(), "", Map.of(), Map.of());
        var create =
                new CreateLoadBalancer(region, BalancerKind.APPLICATION, name, wanted, AddressRange.DEFAULT, Doc.EMPTY);
        client.call(
                "elasticloadbalancing:CreateLoadBalancer",
                create,
                balancer -> group("blue", blue -> group("green", green -> rules(balancer, blue, green, done))));
    }

    private void rules(LoadBalancerId balancer, TargetGroupId blue, TargetGroupId green, Consumer<Front> done) {
        rule(
                balancer,
                80,
                blue,
                production -> rule(balancer, 81, blue, test -> done.accept(new Front(blue, green, production, test))));
    }

    private void group(String color, Consumer<TargetGroupId> done) {
        var create = new CreateTargetGroup(region, name + "-" + color, spec(), Doc.EMPTY);
        client.call("elasticloadbalancing:CreateTargetGroup", create, done);
    }

    private void rule(LoadBalancerId balancer, int port, TargetGroupId group, Consumer<RuleId> done) {
        var forward = RuleAction.forward(group);
        var spec = new ListenerSpec(BalancerProtocol.HTTP, port, "", List.of(), Map.of());
        var all = List.of(RuleCondition.of(RequestField.PATH_PATTERN, List.of("/*")));
        var wanted = new RuleSpec(1, all, forward, Map.of());
        client.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, spec, forward, Doc.EMPTY),
                listener -> client.call(
                        "elasticloadbalancing:CreateRule",
                        new CreateRule(listener, wanted, Doc.EMPTY),
                        rules -> done.accept(rules.getFirst())));
    }

    private TargetGroupSpec spec() {
        var check = new HealthCheckSpec(
                BalancerProtocol.HTTP,
                HealthCheckSpec.TRAFFIC_PORT,
                "/",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                2,
                2,
                "200");
        return new TargetGroupSpec(
                BalancerProtocol.HTTP,
                ProtocolVersion.HTTP1,
                80,
                TargetType.INSTANCE,
                Fronts.vpc(region),
                check,
                Map.of("deregistration_delay.timeout_seconds", "10"),
                Map.of());
    }
}
