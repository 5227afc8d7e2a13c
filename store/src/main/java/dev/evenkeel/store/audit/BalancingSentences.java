package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TaskTarget;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.util.List;
import java.util.stream.Collectors;

/// Events of load balancing in words.
final class BalancingSentences {
    private BalancingSentences() {}

    static String of(BalancingEvent event) {
        return switch (event) {
            case BalancingEvent.LoadBalancerCreated e ->
                "load balancer " + e.balancer().name() + " created at "
                        + e.spec().address();
            case BalancingEvent.LoadBalancerChanged e ->
                "load balancer " + e.balancer().name() + " changed";
            case BalancingEvent.LoadBalancerDeleted e ->
                "load balancer " + e.balancer().name() + " deleted";
            case BalancingEvent.TargetGroupCreated e ->
                "target group " + e.group().name() + " created";
            case BalancingEvent.TargetGroupChanged e ->
                "target group " + e.group().name() + " changed";
            case BalancingEvent.TargetGroupDeleted e ->
                "target group " + e.group().name() + " deleted";
            case BalancingEvent.ListenerCreated e ->
                "load balancer " + e.listener().balancer().name() + " listens on "
                        + e.spec().protocol() + " " + e.spec().port();
            case BalancingEvent.ListenerChanged e ->
                "listener " + e.listener().id() + " changed to " + e.spec().protocol() + " "
                        + e.spec().port();
            case BalancingEvent.ListenerDeleted e -> "listener " + e.listener().id() + " deleted";
            case BalancingEvent.RuleCreated e ->
                "rule " + e.rule().id() + " created: " + action(e.spec().action());
            case BalancingEvent.RuleChanged e ->
                "rule " + e.rule().id() + " changed: " + action(e.spec().action());
            case BalancingEvent.RuleDeleted e -> "rule " + e.rule().id() + " deleted";
            case BalancingEvent.RuleWeightsChanged e ->
                "rule " + e.rule().id() + " now forwards to " + groups(e.groups());
            case BalancingEvent.TargetsRegistered e ->
                targets(e.targets()) + " registered with target group "
                        + e.group().name();
            case BalancingEvent.TaskTargetsRegistered e ->
                targets(e.targets().stream().map(TaskTarget::target).toList())
                        + " of " + tasks(e.targets()) + " registered with target group "
                        + e.group().name();
            case BalancingEvent.TargetsDeregistered e ->
                targets(e.targets()) + " deregistered from target group "
                        + e.group().name() + ", draining";
            case BalancingEvent.TargetsGone e ->
                targets(e.targets()) + " drained from target group " + e.group().name();
            case BalancingEvent.TargetHealthChanged e ->
                "target " + e.target() + " of target group " + e.group().name() + " is " + health(e.health());
            case BalancingEvent.RoutesServed e -> "proxy of " + e.host() + " serves revision " + e.revision();
        };
    }

    private static String action(RuleAction action) {
        return switch (action.kind()) {
            case FORWARD -> "forwards to " + groups(action.groups());
            case REDIRECT -> "redirects";
            case FIXED_RESPONSE -> "answers itself";
        };
    }

    private static String groups(List<WeightedGroup> groups) {
        return groups.stream()
                .map(weighted -> weighted.group().name() + " (" + weighted.weight() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String tasks(List<TaskTarget> targets) {
        return targets.stream()
                .map(target -> Sentences.shortName(target.task()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String targets(List<Target> targets) {
        return (targets.size() == 1 ? "target " : "targets ")
                + targets.stream().map(Target::toString).collect(Collectors.joining(", "));
    }

    private static String health(TargetHealth health) {
        return health.state().word() + (health.description().isEmpty() ? "" : ", " + health.description());
    }
}
