package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.List;
import java.util.Map;

/// What went through a proxy since it started. All counts only grow, but for connections that are open.
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
    /// @param bytes of the bodies of requests and answers
    public record Balancer(
            LoadBalancerId id,
            long requests,
            List<Long> own,
            List<Long> byTargets,
            Connections connections,
            long bytes) {}

    /// Connections of clients.
    ///
    /// @param open at present
    /// @param opened since the proxy started
    public record Connections(long open, long opened) {}

    /// A target group, as one load balancer sends to it.
    ///
    /// @param requests for which a target was chosen
    /// @param unreachable connections to targets that did not come about
    /// @param answers by the hundreds of their status
    /// @param times how long answers took
    public record Group(
            LoadBalancerId balancer,
            TargetGroupId id,
            long requests,
            long unreachable,
            List<Long> answers,
            Times times) {}

    /// From requests to the heads of their answers.
    ///
    /// @param nanos in sum
    /// @param buckets how many took so long, each without those of the buckets before it
    /// @param slots the same more closely: how many by the slots of [Latency], without those that have none
    public record Times(long nanos, List<Long> buckets, Map<Integer, Long> slots) {}
}
