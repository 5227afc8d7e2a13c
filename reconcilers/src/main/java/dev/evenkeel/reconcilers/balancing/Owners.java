package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupDeleted;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.event.BalancingEvent.TaskTargetsRegistered;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TaskTarget;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which tasks an event of load balancing is about: those that answer at the targets that it names.
public final class Owners {
    private Owners() {}

    /// The tasks of an event's targets.
    ///
    /// @param before it happened
    public static Stream<TaskId> of(State before, BalancingEvent event) {
        return switch (event) {
            case TaskTargetsRegistered e -> e.targets().stream().map(TaskTarget::task);
            case TargetsRegistered e -> of(before, e.group(), e.targets());
            case TargetsDeregistered e -> of(before, e.group(), e.targets());
            case TargetsGone e -> of(before, e.group(), e.targets());
            case TargetHealthChanged e -> of(before, e.group(), List.of(e.target()));
            case TargetGroupDeleted e -> before.balancers().targetsOf(e.group()).flatMap(Owners::of);
            case BalancingEvent.LoadBalancerCreated _,
                    BalancingEvent.LoadBalancerChanged _,
                    BalancingEvent.LoadBalancerDeleted _,
                    BalancingEvent.TargetGroupCreated _,
                    BalancingEvent.TargetGroupChanged _,
                    BalancingEvent.ListenerCreated _,
                    BalancingEvent.ListenerChanged _,
                    BalancingEvent.ListenerDeleted _,
                    BalancingEvent.RuleCreated _,
                    BalancingEvent.RuleChanged _,
                    BalancingEvent.RuleDeleted _,
                    BalancingEvent.RuleWeightsChanged _,
                    BalancingEvent.RoutesServed _ -> Stream.empty();
        };
    }

    private static Stream<TaskId> of(State state, TargetGroupId group, List<Target> targets) {
        return targets.stream()
                .flatMap(target -> state.balancers().targets().get(new TargetRow.Key(group, target)).stream())
                .flatMap(Owners::of);
    }

    private static Stream<TaskId> of(TargetRow row) {
        return Optional.ofNullable(row.task()).stream();
    }
}
