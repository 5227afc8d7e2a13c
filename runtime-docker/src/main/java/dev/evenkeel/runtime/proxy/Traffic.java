package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Latency;
import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What goes through, counted.
final class Traffic {
    private static final int CLASSES = 6;
    private static final long[] BOUNDS_NANOS = TrafficReport.BOUNDS.stream()
            .mapToLong(millis -> millis * 1_000_000L)
            .toArray();

    private final Map<LoadBalancerId, Balancer> balancers = new ConcurrentHashMap<>();

    /// Requests of a load balancer.
    static final class Balancer {
        private final LongAdder requests = new LongAdder();
        private final List<LongAdder> own = adders(CLASSES);
        private final List<LongAdder> byTargets = adders(CLASSES);
        private final LongAdder open = new LongAdder();
        private final LongAdder opened = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final Map<TargetGroupId, Group> groups = new ConcurrentHashMap<>();

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

        void connected() {
            open.increment();
            opened.increment();
        }

        void disconnected() {
            open.decrement();
        }

        void passed(long more) {
            bytes.add(more);
        }

        /// What it sends to a target group.
        Group to(TargetGroupId id) {
            var known = groups.get(id);
            return known != null ? known : groups.computeIfAbsent(id, _ -> new Group());
        }
    }

    /// Requests of a target group.
    static final class Group {
        private final LongAdder requests = new LongAdder();
        private final LongAdder unreachable = new LongAdder();
        private final List<LongAdder> answers = adders(CLASSES);
        private final List<LongAdder> buckets = adders(BOUNDS_NANOS.length + 1);
        private final AtomicLongArray slots = new AtomicLongArray(Latency.SLOTS);
        private final LongAdder nanos = new LongAdder();

        void requested() {
            requests.increment();
        }

        void unreachable() {
            unreachable.increment();
        }

        void answered(int status, long took) {
            answers.get(hundreds(status)).increment();
            nanos.add(took);
            slots.incrementAndGet(Latency.slot(took));
            int bucket = 0;
            while (bucket < BOUNDS_NANOS.length && took > BOUNDS_NANOS[bucket]) {
                bucket++;
            }
            buckets.get(bucket).increment();
        }

        private TrafficReport.Times times() {
            var taken = new TreeMap<Integer, Long>();
            for (int slot = 0; slot < slots.length(); slot++) {
                long count = slots.get(slot);
                if (count > 0) {
                    taken.put(slot, count);
                }
            }
            return new TrafficReport.Times(nanos.sum(), sums(buckets), taken);
        }
    }

    private static int hundreds(int status) {
        return Math.clamp(status / 100, 0, CLASSES - 1);
    }

    private static List<LongAdder> adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toList();
    }

    Balancer of(LoadBalancerId id) {
        var known = balancers.get(id);
        return known != null ? known : balancers.computeIfAbsent(id, _ -> new Balancer());
    }

    /// Forgets what is routed no more.
    void keep(Routes routes) {
        var ids = new HashSet<LoadBalancerId>();
        var groups = new HashSet<TargetGroupId>();
        routes.balancers().forEach(balancer -> ids.add(balancer.id()));
        routes.groups().forEach(group -> groups.add(group.id()));
        balancers.keySet().retainAll(ids);
        balancers.values().forEach(balancer -> balancer.groups.keySet().retainAll(groups));
    }

    TrafficReport report() {
        return new TrafficReport(
                sorted(balancers)
                        .map(entry -> told(entry.getKey(), entry.getValue()))
                        .toList(),
                sorted(balancers)
                        .flatMap(entry -> groups(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static <K extends Comparable<K>, V> Stream<Map.Entry<K, V>> sorted(Map<K, V> map) {
        return map.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    private static TrafficReport.Balancer told(LoadBalancerId id, Balancer counts) {
        return new TrafficReport.Balancer(
                id,
                counts.requests.sum(),
                sums(counts.own),
                sums(counts.byTargets),
                new TrafficReport.Connections(counts.open.sum(), counts.opened.sum()),
                counts.bytes.sum());
    }

    private static Stream<TrafficReport.Group> groups(LoadBalancerId id, Balancer balancer) {
        return sorted(balancer.groups).map(entry -> {
            var counts = entry.getValue();
            return new TrafficReport.Group(
                    id,
                    entry.getKey(),
                    counts.requests.sum(),
                    counts.unreachable.sum(),
                    sums(counts.answers),
                    counts.times());
        });
    }

    private static List<Long> sums(List<LongAdder> adders) {
        return adders.stream().map(LongAdder::sum).toList();
    }
}
