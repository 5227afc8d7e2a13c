package dev.evenkeel.reconcilers.capacity;

import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.state.ClusterRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What capacity a caller asks for. Without a launch type and a strategy the cluster's default strategy counts, and
/// without one of those, EC2.
public record CapacityWish(@Nullable LaunchType launchType, Strategy strategy) {
    private static final Strategy NONE = new Strategy(List.of());

    /// Nothing said.
    public static final CapacityWish UNSAID = new CapacityWish(null, NONE);

    /// One launch type.
    public static CapacityWish of(LaunchType type) {
        return new CapacityWish(type, NONE);
    }

    /// What it comes to in a cluster, or a refusal in ECS's words.
    public Outcome<CapacityPlan> plan(ClusterRow cluster) {
        if (launchType != null) {
            return strategy.isEmpty()
                    ? Outcome.accepted(new CapacityPlan(launchType, NONE), List.of())
                    : invalid("Specifying both a launch type and capacity provider strategy is not supported. "
                            + "Remove one and try again.");
        }
        var chosen = strategy.isEmpty()
                ? Strategy.of(cluster.document().structs("defaultCapacityProviderStrategy"))
                : strategy;
        if (chosen.isEmpty()) {
            return Outcome.accepted(new CapacityPlan(LaunchType.EC2, NONE), List.of());
        }
        var associated = cluster.document().texts("capacityProviders");
        for (var item : chosen.items()) {
            if (!associated.contains(item.provider())) {
                return invalid("The specified capacity provider strategy cannot contain a capacity provider that is not"
                        + " associated with the cluster. Associate the capacity provider with the cluster and try"
                        + " again: " + item.provider());
            }
        }
        return chosen.gives()
                ? Outcome.accepted(new CapacityPlan(LaunchType.FARGATE, chosen), List.of())
                : invalid("The specified capacity provider strategy gives every provider the weight 0. At least one"
                        + " must have a weight greater than zero.");
    }

    private static Outcome<CapacityPlan> invalid(String message) {
        return Outcome.refused("InvalidParameterException", message);
    }
}
