package dev.evenkeel.reconcilers.balancing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.Groups;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.BalancingEvent.ListenerCreated;
import dev.evenkeel.store.event.BalancingEvent.ListenerDeleted;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Routes as a projection, and how long targets drain.
final class DeregistrationTest {
    private static final LoadBalancerId LB =
            new LoadBalancerId("us-east-1", BalancerKind.APPLICATION, "web", "0123456789abcdef");
    private static final ListenerId LISTENER = new ListenerId(LB, "0000000000000001");
    private static final RuleId RULE = new RuleId(LISTENER, "0000000000000002");
    private static final TargetGroupId BLUE = new TargetGroupId("us-east-1", "blue", "000000000000000b");
    private static final TargetGroupId GREEN = new TargetGroupId("us-east-1", "green", "000000000000000c");
    private static final Target ONE = new Target("10.0.0.1", 80);
    private static final Target TWO = new Target("10.0.0.2", 80);

    private final DeregistrationReconciler reconciler = new DeregistrationReconciler();

    /// Two targets of a group that a listener forwards to, with a deregistration delay of 30 seconds.
    private static Given given() {
        var balancer = new LoadBalancerSpec("internal", "", List.of(), List.of(), "127.81.0.1", Map.of(), Map.of());
        var listener = new ListenerSpec(BalancerProtocol.HTTP, 80, "", List.of(), Map.of());
        return new Given()
                .event(new LoadBalancerCreated(LB, balancer))
                .event(new TargetGroupCreated(BLUE, Groups.draining(TargetType.IP, "vpc-1")))
                .event(
                        new ListenerCreated(LISTENER, listener),
                        new RuleCreated(
                                RULE, new RuleSpec(RuleSpec.DEFAULT, List.of(), RuleAction.forward(BLUE), Map.of())))
                .event(new TargetsRegistered(BLUE, List.of(ONE, TWO)));
    }

    @Test
    void aTargetDrainsForItsDelayAndNoLonger() {
        var given = given().event(new TargetsDeregistered(BLUE, List.of(ONE)));
        var waiting = reconciler.reconcile(given.state(), BLUE, given.inputs());
        assertEquals(new Decision(List.of(), Optional.of(Given.START.plusSeconds(30))), waiting);
        given.later(Duration.ofSeconds(30));
        var decision = reconciler.reconcile(given.state(), BLUE, given.inputs());
        assertEquals(
                new TargetsGone(BLUE, List.of(ONE)),
                decision.entries().getFirst().event());
        var why = decision.entries().getFirst().reason();
        assertTrue(why instanceof Reason.Elapsed elapsed && elapsed.waited().equals(Duration.ofSeconds(30)));
        given.entries(decision.entries());
        assertEquals(1, given.state().balancers().targetsOf(BLUE).count());
        assertEquals(Decision.NOTHING, reconciler.reconcile(given.state(), BLUE, given.inputs()));
    }

    @Test
    void targetsOfAGroupThatGetsNoTrafficGoAtOnce() {
        var given =
                given().event(new TargetsDeregistered(BLUE, List.of(ONE, TWO))).event(new ListenerDeleted(LISTENER));
        assertEquals(
                2,
                reconciler
                        .reconcile(given.state(), BLUE, given.inputs())
                        .entries()
                        .size());
    }

    @Test
    void routesHaveWhatRulesLeadToAndTheRevisionThatChangedIt() {
        var given = given();
        var routes = Routing.of(given.state());
        assertEquals(
                "web-0123456789abcdef.us-east-1.elb.localhost",
                lb(routes).name().replace("internal-", ""));
        assertEquals(List.of(ONE, TWO), targets(routes));
        var changed = routes.revision();
        assertEquals(given.state().revision(), changed);

        given.event(new TargetHealthChanged(BLUE, ONE, TargetHealth.HEALTHY));
        assertEquals(changed, Routing.of(given.state()).revision());
        given.event(new TargetGroupCreated(GREEN, Groups.draining(TargetType.IP, "vpc-1")));
        assertEquals(1, Routing.of(given.state()).groups().size());
        given.event(new RuleWeightsChanged(RULE, List.of(new WeightedGroup(BLUE, 80), new WeightedGroup(GREEN, 20))));
        var both = Routing.of(given.state());
        assertEquals(2, both.groups().size());
        assertEquals(given.state().revision(), both.revision());
        given.event(new TargetsDeregistered(BLUE, List.of(ONE)));
        assertTrue(endpoint(Routing.of(given.state())).draining());
    }

    private static Routes.Balancer lb(Routes routes) {
        return routes.balancers().getFirst();
    }

    private static List<Target> targets(Routes routes) {
        return routes.groups().getFirst().endpoints().stream()
                .map(Routes.Endpoint::target)
                .toList();
    }

    private static Routes.Endpoint endpoint(Routes routes) {
        return routes.groups().getFirst().endpoints().getFirst();
    }

    @Test
    void instancesAreReachedAtTheirHosts() {
        var target = new Target(Given.H1.instance(), 32768);
        var given = Given.cluster()
                .event(new TargetGroupCreated(BLUE, Groups.draining(TargetType.INSTANCE, "vpc-1")))
                .event(new TargetsRegistered(BLUE, List.of(target)));
        assertEquals(TargetHealth.UNUSED, TargetStates.of(given.state(), BLUE, target));
        var listener = new ListenerSpec(BalancerProtocol.HTTP, 80, "", List.of(), Map.of());
        var balancer = new LoadBalancerSpec("internal", "", List.of(), List.of(), "127.81.0.1", Map.of(), Map.of());
        given.event(new LoadBalancerCreated(LB, balancer))
                .event(
                        new ListenerCreated(LISTENER, listener),
                        new RuleCreated(
                                RULE, new RuleSpec(RuleSpec.DEFAULT, List.of(), RuleAction.forward(BLUE), Map.of())));
        assertEquals("127.0.0.1", endpoint(Routing.of(given.state())).address());
        assertEquals(32768, endpoint(Routing.of(given.state())).port());
        assertEquals(TargetHealth.REGISTERING, TargetStates.of(given.state(), BLUE, target));
        assertFalse(TargetStates.anyHealthy(given.state(), BLUE));
        given.event(new TargetHealthChanged(BLUE, target, TargetHealth.HEALTHY));
        assertTrue(TargetStates.anyHealthy(given.state(), BLUE));
    }
}
