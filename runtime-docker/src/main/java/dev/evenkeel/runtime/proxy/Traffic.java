package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What goes through, counted.
final class Traffic {
    private static final int CLASSES = 6;
    private static final long[] BOUNDS_NANOS = TrafficReport.BOUNDS.stream()
            .mapToLong(millis -> millis * 1_000_000L)
            .toArray();

    private final Map<LoadBalancerId, Balancer> balancers = new ConcurrentSkipListMap<>();
    private final Map<TargetGroupId, Group> groups = new ConcurrentSkipListMap<>();

    /// Requests of a load balancer.
    static final class Balancer {
        private final LongAdder requests = new LongAdder();
        private final List<LongAdder> own = adders(CLASSES);
        private final List<LongAdder> byTargets = adders(CLASSES);
        private final LongAdder connections = new LongAdder();

        void requested() {
            requests.increment();
        }

        /// The load balancer answered itself.
        void answered(int status) {
            own.get(hundreds(status)).increment();
        }

        void answeredByTarget(int status) {
            byTargets.get(hundreds(status)).increment();
        }

        void connected(int change) {
            connections.add(change);
        }
    }

    /// Requests of a target group.
    static final class Group {
        private final List<LongAdder> answers = adders(CLASSES);
        private final List<LongAdder> buckets = adders(BOUNDS_NANOS.length + 1);
        private final LongAdder nanos = new LongAdder();

        void answered(int status, long took) {
            answers.get(hundreds(status)).increment();
            nanos.add(took);
            int bucket = 0;
            while (bucket < BOUNDS_NANOS.length && took > BOUNDS_NANOS[bucket]) {
                bucket++;
            }
            buckets.get(bucket).increment();
        }
    }

    private static int hundreds(int status) {
        return Math.clamp(status / 100, 0, CLASSES - 1);
    }

    private static List<LongAdder> adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toList();
    }

    Balancer of(LoadBalancerId id) {
        return balancers.computeIfAbsent(id, _ -> new Balancer());
    }

    Group of(TargetGroupId id) {
        return groups.computeIfAbsent(id, _ -> new Group());
    }

    TrafficReport report() {
        return new TrafficReport(
                balancers.entrySet().stream()
                        .map(entry -> told(entry.getKey(), entry.getValue()))
                        .toList(),
                groups.entrySet().stream()
                        .map(entry -> told(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static TrafficReport.Balancer told(LoadBalancerId id, Balancer counts) {
        return new TrafficReport.Balancer(
                id, counts.requests.sum(), sums(counts.own), sums(counts.byTargets), counts.connections.sum());
    }

    private static TrafficReport.Group told(TargetGroupId id, Group counts) {
        return new TrafficReport.Group(id, sums(counts.answers), counts.nanos.sum(), sums(counts.buckets));
    }

    private static List<Long> sums(List<LongAdder> adders) {
        return adders.stream().map(LongAdder::sum).toList();
    }
}
