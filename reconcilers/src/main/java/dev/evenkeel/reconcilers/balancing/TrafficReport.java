package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.List;

/// What went through a proxy since it started. All counts only grow, but for connections.
public record TrafficReport(List<Balancer> balancers, List<Group> groups) {
    /// Upper bounds of the latency buckets, in milliseconds; the last bucket has none.
    public static final List<Integer> BOUNDS =
            List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000);

    /// No traffic.
    public static final TrafficReport NONE = new TrafficReport(List.of(), List.of());

    /// A load balancer. Answers are counted by the hundreds of their status: six counts, the first for oddities.
    ///
    /// @param requests requests, or connections for network load balancers
    /// @param own answers of its own: redirects, fixed responses and errors
    /// @param byTargets answers of targets
    /// @param connections open now
    public record Balancer(LoadBalancerId id, long requests, List<Long> own, List<Long> byTargets, long connections) {}

    /// A target group.
    ///
    /// @param answers by the hundreds of their status
    /// @param nanos from a request to the head of its answer, in sum
    /// @param buckets how many answers took so long, each without those of the buckets before it
    public record Group(TargetGroupId id, List<Long> answers, long nanos, List<Long> buckets) {
        /// All answers.
        public long requests() {
            return answers.stream().mapToLong(Long::longValue).sum();
        }
    }
}
