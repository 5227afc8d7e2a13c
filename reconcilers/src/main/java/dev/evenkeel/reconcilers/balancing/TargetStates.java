package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;

/// How targets are, as DescribeTargetHealth tells it and as deployments look at it.
public final class TargetStates {
    private TargetStates() {}

    /// The health of a target: what proxies judged, unless its group is not used, or it drains or is not there.
    public static TargetHealth of(State state, TargetGroupId group, Target target) {
        var row = state.balancers().targets().get(new TargetRow.Key(group, target));
        var spec = state.balancers().groups().get(group);
        if (row.isEmpty() || spec.isEmpty()) {
            return TargetHealth.NOT_REGISTERED;
        }
        if (row.get().draining()) {
            return TargetHealth.DRAINING;
        }
        if (state.balancers().rulesTo(group).findAny().isEmpty()) {
            return TargetHealth.UNUSED;
        }
        boolean reachable = spec.get().spec().type() == TargetType.IP
                || Instances.host(state, target.id()).isPresent();
        return reachable ? row.get().health() : TargetHealth.NO_HOST;
    }

    /// Whether a group has a target that gets traffic because it is healthy.
    public static boolean anyHealthy(State state, TargetGroupId group) {
        return state.balancers()
                .targetsOf(group)
                .anyMatch(row -> of(state, group, row.key().target()).state() == TargetState.HEALTHY);
    }
}
