package dev.evenkeel.store.event;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TaskTarget;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.util.List;

/// The life of load balancers and of what belongs to them. Requests are no events.
public sealed interface BalancingEvent extends Event {
    /// A load balancer exists.
    record LoadBalancerCreated(LoadBalancerId balancer, LoadBalancerSpec spec) implements BalancingEvent {}

    /// A load balancer is to be this.
    record LoadBalancerChanged(LoadBalancerId balancer, LoadBalancerSpec spec) implements BalancingEvent {}

    /// A load balancer is gone, with its listeners and their rules.
    record LoadBalancerDeleted(LoadBalancerId balancer) implements BalancingEvent {}

    /// A target group exists, without targets.
    record TargetGroupCreated(TargetGroupId group, TargetGroupSpec spec) implements BalancingEvent {}

    /// A target group is to be this.
    record TargetGroupChanged(TargetGroupId group, TargetGroupSpec spec) implements BalancingEvent {}

    /// A target group is gone, with its targets.
    record TargetGroupDeleted(TargetGroupId group) implements BalancingEvent {}

    /// A listener exists; its default rule comes with it.
    record ListenerCreated(ListenerId listener, ListenerSpec spec) implements BalancingEvent {}

    /// A listener is to be this.
    record ListenerChanged(ListenerId listener, ListenerSpec spec) implements BalancingEvent {}

    /// A listener is gone, with its rules.
    record ListenerDeleted(ListenerId listener) implements BalancingEvent {}

    /// A rule exists.
    record RuleCreated(RuleId rule, RuleSpec spec) implements BalancingEvent {}

    /// A rule is to be this.
    record RuleChanged(RuleId rule, RuleSpec spec) implements BalancingEvent {}

    /// A rule is gone.
    record RuleDeleted(RuleId rule) implements BalancingEvent {}

    /// A rule that forwards shares its traffic so from now on; nothing else of it changed.
    record RuleWeightsChanged(RuleId rule, List<WeightedGroup> groups) implements BalancingEvent {}

    /// Targets get traffic once they are healthy.
    record TargetsRegistered(TargetGroupId group, List<Target> targets) implements BalancingEvent {}

    /// Tasks get traffic here once they are healthy, for as long as they run.
    record TaskTargetsRegistered(TargetGroupId group, List<TaskTarget> targets) implements BalancingEvent {}

    /// Targets get no new traffic and finish what they began.
    record TargetsDeregistered(TargetGroupId group, List<Target> targets) implements BalancingEvent {}

    /// Deregistered targets have finished, or had the time to.
    record TargetsGone(TargetGroupId group, List<Target> targets) implements BalancingEvent {}

    /// A proxy judges a target otherwise than before.
    record TargetHealthChanged(TargetGroupId group, Target target, TargetHealth health) implements BalancingEvent {}

    /// The proxy of a host routes as this revision, and every one before it, says.
    record RoutesServed(HostId host, Revision revision) implements BalancingEvent {}
}
