package dev.evenkeel.store.model.balancing;

/// A listener of a load balancer.
///
/// @param id 16 hexadecimal digits
public record ListenerId(LoadBalancerId balancer, String id) implements Comparable<ListenerId> {
    @Override
    public int compareTo(ListenerId other) {
        int byBalancer = balancer.compareTo(other.balancer);
        return byBalancer == 0 ? id.compareTo(other.id) : byBalancer;
    }

    /// `region/app/NAME/ID/ID`, for people.
    @Override
    public String toString() {
        return balancer + "/" + id;
    }
}
