package dev.evenkeel.store.model.balancing;

import java.util.Comparator;

/// A load balancer.
///
/// @param id 16 hexadecimal digits, which tell it from an earlier one of the same name
public record LoadBalancerId(String region, BalancerKind kind, String name, String id)
        implements Comparable<LoadBalancerId> {
    private static final Comparator<LoadBalancerId> ORDER = Comparator.comparing(LoadBalancerId::region)
            .thenComparing(LoadBalancerId::name)
            .thenComparing(LoadBalancerId::kind)
            .thenComparing(LoadBalancerId::id);

    @Override
    public int compareTo(LoadBalancerId other) {
        return ORDER.compare(this, other);
    }

    /// `app/NAME/ID`, as in ARNs and in the dimension LoadBalancer of metrics.
    public String path() {
        return kind.inArns() + "/" + name + "/" + id;
    }

    /// `region/app/NAME/ID`, for people.
    @Override
    public String toString() {
        return region + "/" + path();
    }
}
