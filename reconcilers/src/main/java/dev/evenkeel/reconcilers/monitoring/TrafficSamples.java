package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.balancing.Latency;
import dev.evenkeel.reconcilers.balancing.TargetStates;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Balancer;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Group;
import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricValue;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What went through load balancers between two reports, as CloudWatch counts it: namespace AWS/ApplicationELB, and
/// AWS/NetworkELB where it applies. Counts of nothing are not told, as AWS does not.
public final class TrafficSamples {
    /// Of application load balancers.
    public static final String APPLICATION = "AWS/ApplicationELB";

    /// Of network load balancers.
    public static final String NETWORK = "AWS/NetworkELB";

    private static final String BALANCER = "LoadBalancer";
    private static final String GROUP = "TargetGroup";
    private static final String COUNT = "Count";

    private final State state;
    private final Map<LoadBalancerId, Balancer> balancersBefore = new TreeMap<>();
    private final Map<String, Group> groupsBefore = new TreeMap<>();
    private final List<MetricValue> values = new ArrayList<>();

    /// Whose values they are.
    private record Scope(String region, String namespace, TreeMap<String, String> dimensions) {
        static Scope of(LoadBalancerId balancer) {
            var namespace = switch (balancer.kind()) {
                case APPLICATION -> APPLICATION;
                case NETWORK -> NETWORK;
            };
            return new Scope(balancer.region(), namespace, new TreeMap<>(Map.of(BALANCER, balancer.path())));
        }

        Scope with(TargetGroupId group) {
            var both = new TreeMap<>(dimensions);
            both.put(GROUP, group.path());
            return new Scope(region, namespace, both);
        }

        Scope only(TargetGroupId group) {
            return new Scope(region, namespace, new TreeMap<>(Map.of(GROUP, group.path())));
        }
    }

    private TrafficSamples(State state, TrafficReport before) {
        this.state = state;
        before.balancers().forEach(balancer -> balancersBefore.put(balancer.id(), balancer));
        before.groups().forEach(group -> groupsBefore.put(key(group), group));
    }

    private static String key(Group group) {
        return group.balancer() + " " + group.id();
    }

    /// The values of the time between two reports.
    public static List<MetricValue> of(State state, TrafficReport before, TrafficReport now) {
        var samples = new TrafficSamples(state, before);
        now.balancers().forEach(samples::balancer);
        now.groups().stream()
                .filter(group -> group.balancer().kind() == BalancerKind.APPLICATION)
                .forEach(samples::group);
        samples.healths();
        return List.copyOf(samples.values);
    }

    private void balancer(Balancer now) {
        var before = Optional.ofNullable(balancersBefore.get(now.id()));
        var scope = Scope.of(now.id());
        boolean application = now.id().kind() == BalancerKind.APPLICATION;
        long opened = grown(
                before.map(b -> b.connections().opened()), now.connections().opened());
        count(
                scope,
                application ? "ActiveConnectionCount" : "ActiveFlowCount",
                now.connections().open());
        count(scope, application ? "NewConnectionCount" : "NewFlowCount", opened);
        sum(scope, "ProcessedBytes", "Bytes", grown(before.map(Balancer::bytes), now.bytes()));
        if (application) {
            classes(scope, "HTTPCode_ELB_", before.map(Balancer::own), now.own());
        }
    }

    private void classes(Scope scope, String prefix, Optional<List<Long>> before, List<Long> now) {
        for (int i = 2; i < now.size(); i++) {
            int hundreds = i;
            long more = grown(before.map(counts -> counts.get(hundreds)), now.get(i));
            count(scope, prefix + i + "XX_Count", more);
        }
    }

    /// Told of the load balancer and of the group behind it.
    private void group(Group now) {
        var before = Optional.ofNullable(groupsBefore.get(key(now)));
        var whole = Scope.of(now.balancer());
        long requests = grown(before.map(Group::requests), now.requests());
        long unreachable = grown(before.map(Group::unreachable), now.unreachable());
        var time = time(before, now);
        for (var scope : List.of(whole, whole.with(now.id()))) {
            count(scope, "RequestCount", requests);
            count(scope, "TargetConnectionErrorCount", unreachable);
            classes(scope, "HTTPCode_Target_", before.map(Group::answers), now.answers());
            time.ifPresent(spread -> put(scope, "TargetResponseTime", "Seconds", spread));
        }
        long healthy = targets(now.id(), TargetState.HEALTHY);
        if (requests > 0 && healthy > 0) {
            var each = Statistic.of((double) requests / healthy);
            put(whole.with(now.id()), "RequestCountPerTarget", COUNT, each);
            put(whole.only(now.id()), "RequestCountPerTarget", COUNT, each);
        }
    }

    private static Optional<Statistic> time(Optional<Group> before, Group now) {
        return now.times().slots().entrySet().stream()
                .flatMap(slot -> {
                    long more =
                            grown(before.map(b -> b.times().slots().getOrDefault(slot.getKey(), 0L)), slot.getValue());
                    return more == 0
                            ? Optional.<Statistic>empty().stream()
                            : Optional.of(Statistic.of(Latency.seconds(slot.getKey()), (double) more)).stream();
                })
                .reduce(Statistic::plus);
    }

    /// How targets are, of every group behind a load balancer.
    private void healths() {
        state.balancers().groups().values().forEach(row -> {
            long healthy = targets(row.id(), TargetState.HEALTHY);
            long unhealthy = targets(row.id(), TargetState.UNHEALTHY);
            state.balancers().balancersOf(row.id()).forEach(balancer -> {
                var scope = Scope.of(balancer).with(row.id());
                put(scope, "HealthyHostCount", COUNT, Statistic.of((double) healthy));
                put(scope, "UnHealthyHostCount", COUNT, Statistic.of((double) unhealthy));
            });
        });
    }

    private long targets(TargetGroupId group, TargetState wanted) {
        return state.balancers()
                .targetsOf(group)
                .filter(row -> TargetStates.of(state, group, row.key().target()).state() == wanted)
                .count();
    }

    /// Counts that went back began anew.
    private static long grown(Optional<Long> before, long now) {
        long known = before.orElse(0L);
        return now >= known ? now - known : now;
    }

    private void count(Scope scope, String name, long count) {
        sum(scope, name, COUNT, count);
    }

    private void sum(Scope scope, String name, String unit, long sum) {
        if (sum > 0) {
            put(scope, name, unit, Statistic.of((double) sum));
        }
    }

    private void put(Scope scope, String name, String unit, Statistic statistic) {
        var id = new MetricId(scope.region(), scope.namespace(), name, scope.dimensions());
        values.add(new MetricValue(id, unit, statistic));
    }
}
