package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.RuleCommand.CreateRule;
import dev.evenkeel.reconcilers.command.RuleCommand.ModifyRule;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
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
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A load balancer with two target groups, a rule for production traffic on port 80 and one for test traffic on 81.
public final class Front {
    private static final String ACCOUNT = "123456789012";
    private static final AddressRange ADDRESSES = AddressRange.DEFAULT;

    /// The first target group, to which both rules forward in the beginning.
    public final TargetGroupId blue;

    /// The other target group, to which no rule forwards in the beginning.
    public final TargetGroupId green;

    private final RuleId production;
    private final RuleId test;

    /// Makes it.
    ///
    /// @param name of the load balancer
    Front(World world, String region, String name) {
        var wanted = new LoadBalancerSpec("internal", "", List.of(), List.of(), "", Map.of(), Map.of());
        var balancer = world.call(
                "elasticloadbalancing:CreateLoadBalancer",
                new CreateLoadBalancer(region, BalancerKind.APPLICATION, name, wanted, ADDRESSES, Doc.EMPTY));
        blue = world.call(
                "elasticloadbalancing:CreateTargetGroup",
                new CreateTargetGroup(region, name + "-blue", group(), Doc.EMPTY));
        green = world.call(
                "elasticloadbalancing:CreateTargetGroup",
                new CreateTargetGroup(region, name + "-green", group(), Doc.EMPTY));
        var forward = RuleAction.forward(blue);
        var first = world.call(
                "elasticloadbalancing:CreateListener", new CreateListener(balancer, listener(80), forward, Doc.EMPTY));
        var second = world.call(
                "elasticloadbalancing:CreateListener", new CreateListener(balancer, listener(81), forward, Doc.EMPTY));
        production = rule(world, first, forward);
        test = rule(world, second, forward);
    }

    private static RuleId rule(World world, ListenerId listener, RuleAction action) {
        var all = List.of(RuleCondition.of(RequestField.PATH_PATTERN, List.of("/*")));
        var wanted = new RuleSpec(1, all, action, Map.of());
        return world.call("elasticloadbalancing:CreateRule", new CreateRule(listener, wanted, Doc.EMPTY))
                .getFirst();
    }

    private static ListenerSpec listener(int port) {
        return new ListenerSpec(BalancerProtocol.HTTP, port, "", List.of(), Map.of());
    }

    private static TargetGroupSpec group() {
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
                "",
                check,
                Map.of("deregistration_delay.timeout_seconds", "10"),
                Map.of());
    }

    /// The members of a service that is reached through it.
    Doc.Struct document() {
        var advanced = Doc.EMPTY
                .with(Lane.ALTERNATE, Doc.of(BalancingArns.of(ACCOUNT, green)))
                .with(Lane.PRODUCTION, Doc.of(BalancingArns.of(ACCOUNT, production)))
                .with(Lane.TEST, Doc.of(BalancingArns.of(ACCOUNT, test)));
        var item = new BalancedPort(BalancingArns.of(ACCOUNT, blue), "app", 80)
                .document()
                .with(Lane.ADVANCED, advanced);
        return Doc.EMPTY.with(BalancedPort.MEMBER, Doc.of(List.of(item)));
    }

    /// Somebody writes the weights of a rule by hand.
    void write(World world, Traffic traffic, int toBlue, int toGreen) {
        var groups = List.of(new WeightedGroup(blue, toBlue), new WeightedGroup(green, toGreen));
        world.call(
                "elasticloadbalancing:ModifyRule",
                new ModifyRule(rule(traffic), null, RuleAction.forward(groups, null), Doc.EMPTY));
    }

    private RuleId rule(Traffic traffic) {
        return switch (traffic) {
            case PRODUCTION -> production;
            case TEST -> test;
        };
    }

    /// How many thousandths of some traffic a group gets.
    int permille(State state, Traffic traffic, TargetGroupId group) {
        var groups = state.balancers()
                .rules()
                .get(rule(traffic))
                .orElseThrow()
                .spec()
                .action()
                .groups();
        int all = groups.stream().mapToInt(WeightedGroup::weight).sum();
        int some = groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
        return some * 1000 / all;
    }
}
