package dev.evenkeel.reconcilers.service;

import static dev.evenkeel.reconcilers.Given.struct;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.Groups;
import dev.evenkeel.reconcilers.balancing.DeregistrationReconciler;
import dev.evenkeel.reconcilers.balancing.RegistrationReconciler;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.BalancingEvent.ListenerCreated;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.HealthCode;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A load balancer before a service `web`, for tests of one decision.
final class Balanced {
    static final LoadBalancerId LB =
            new LoadBalancerId("us-east-1", BalancerKind.APPLICATION, "front", "0123456789abcdef");
    static final ListenerId LISTENER = new ListenerId(LB, "0000000000000001");
    static final TargetGroupId BLUE = new TargetGroupId("us-east-1", "blue", "000000000000000b");
    static final TargetGroupId OTHER = new TargetGroupId("us-east-1", "other", "000000000000000c");
    static final TargetHealth BROKEN = new TargetHealth(
            TargetState.UNHEALTHY, HealthCode.RESPONSE_CODE_MISMATCH, "Health checks failed with these codes: [500]");

    private Balanced() {}

    /// A host, and a load balancer that forwards all to BLUE, whose targets drain for 30 seconds.
    static Given given() {
        var balancer = new LoadBalancerSpec("internal", "", List.of(), List.of(), "127.81.0.1", Map.of(), Map.of());
        var listener = new ListenerSpec(BalancerProtocol.HTTP, 80, "", List.of(), Map.of());
        return Given.cluster()
                .event(
                        new LoadBalancerCreated(LB, balancer),
                        new TargetGroupCreated(BLUE, Groups.draining(TargetType.INSTANCE, "vpc-1")))
                .event(new ListenerCreated(LISTENER, listener), rule("2", RuleSpec.DEFAULT, BLUE))
                .definition("web", 1, 64, 0);
    }

    /// A rule of the listener that forwards to a group.
    static RuleCreated rule(String id, int priority, TargetGroupId group) {
        return new RuleCreated(
                new RuleId(LISTENER, "000000000000000" + id),
                new RuleSpec(priority, List.of(), RuleAction.forward(group), Map.of()));
    }

    /// The members of a service whose container `app` is reached through these groups.
    static Doc.Struct behind(TargetGroupId... groups) {
        return struct(
                BalancedPort.MEMBER,
                Doc.of(Arrays.stream(groups)
                        .map(group -> new BalancedPort(arn(group), "app", 80).document())
                        .toList()));
    }

    static String arn(TargetGroupId group) {
        return BalancingArns.of("123456789012", group);
    }

    /// What is registered now, and deregistered.
    static Decision register(Given given) {
        var decision = new RegistrationReconciler().reconcile(given.state(), Given.service("web"), given.inputs());
        given.entries(decision.entries());
        return decision;
    }

    /// What has drained by now.
    static Decision drain(Given given) {
        var decision = new DeregistrationReconciler().reconcile(given.state(), BLUE, given.inputs());
        given.entries(decision.entries());
        return decision;
    }

    /// The targets that are a task's.
    static List<TargetRow> targets(Given given, TaskRow task) {
        return given.state()
                .balancers()
                .targets()
                .values()
                .filter(row -> task.id().equals(row.task()))
                .toList();
    }

    /// Every target of a task is judged so, in all groups or in one.
    static void judge(Given given, TaskRow task, TargetHealth health, TargetGroupId... groups) {
        var those = List.of(groups);
        targets(given, task).stream()
                .filter(row -> those.isEmpty() || those.contains(row.key().group()))
                .forEach(row -> given.event(
                        new TargetHealthChanged(row.key().group(), row.key().target(), health)));
    }
}
