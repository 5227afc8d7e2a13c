package dev.evenkeel.api.metrics;

import dev.evenkeel.reconcilers.balancing.TargetStates;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The traffic of load balancers in Prometheus' text format. Proxies count for themselves, so nothing is counted twice
/// by meters of our own.
public final class BalancerMetrics {
    private static final double NANOS = 1e9;

    private final StringBuilder text = new StringBuilder();

    private BalancerMetrics() {}

    /// The lines of a report, with how the targets of a state are.
    public static String of(TrafficReport report, State state) {
        var metrics = new BalancerMetrics();
        metrics.balancers(report.balancers());
        metrics.groups(report.groups());
        metrics.hosts(state);
        return metrics.text.toString();
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String labels, Object value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private void balancers(List<TrafficReport.Balancer> balancers) {
        if (balancers.isEmpty()) {
            return;
        }
        head("evenkeel_lb_requests_total", "counter", "Requests, or connections of network load balancers");
        balancers.forEach(lb -> line("evenkeel_lb_requests_total", label(lb), lb.requests()));
        head("evenkeel_lb_responses_total", "counter", "Answers, by who gave them and by the class of their status");
        for (var lb : balancers) {
            classes("evenkeel_lb_responses_total", label(lb) + ",by=\"lb\"", lb.own());
            classes("evenkeel_lb_responses_total", label(lb) + ",by=\"target\"", lb.byTargets());
        }
        head("evenkeel_lb_connections", "gauge", "Open connections of clients");
        balancers.forEach(lb ->
                line("evenkeel_lb_connections", label(lb), lb.connections().open()));
        head("evenkeel_lb_connections_total", "counter", "Connections that clients opened");
        balancers.forEach(lb -> line(
                "evenkeel_lb_connections_total", label(lb), lb.connections().opened()));
        head("evenkeel_lb_bytes_total", "counter", "Bytes of the bodies of requests and answers");
        balancers.forEach(lb -> line("evenkeel_lb_bytes_total", label(lb), lb.bytes()));
    }

    private void classes(String name, String labels, List<Long> counts) {
        for (int i = 1; i < counts.size(); i++) {
            line(name, labels + ",code=\"" + i + "xx\"", counts.get(i));
        }
    }

    private static String label(TrafficReport.Balancer lb) {
        return "region=\"" + lb.id().region() + "\",lb=\"" + lb.id().path() + "\"";
    }

    private void groups(List<TrafficReport.Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        head("evenkeel_target_requests_total", "counter", "Requests for which a target was chosen");
        groups.forEach(group -> line("evenkeel_target_requests_total", label(group), group.requests()));
        head("evenkeel_target_connection_errors_total", "counter", "Connections to targets that did not come about");
        groups.forEach(group -> line("evenkeel_target_connection_errors_total", label(group), group.unreachable()));
        head("evenkeel_target_responses_total", "counter", "Answers of targets, by the class of their status");
        groups.forEach(group -> classes("evenkeel_target_responses_total", label(group), group.answers()));
        var name = "evenkeel_target_response_seconds";
        head(name, "histogram", "From a request to the head of its answer");
        for (var group : groups) {
            long sum = 0;
            var times = group.times();
            for (int i = 0; i < times.buckets().size(); i++) {
                sum += times.buckets().get(i);
                line(name + "_bucket", label(group) + ",le=\"" + bound(i) + "\"", sum);
            }
            line(name + "_sum", label(group), times.nanos() / NANOS);
            line(name + "_count", label(group), sum);
        }
    }

    private static String bound(int bucket) {
        var bounds = TrafficReport.BOUNDS;
        return bucket < bounds.size() ? Double.toString(bounds.get(bucket) / 1000.0) : "+Inf";
    }

    private static String label(TrafficReport.Group group) {
        return "region=\"" + group.id().region() + "\",lb=\"" + group.balancer().path() + "\",target_group=\""
                + group.id().path() + "\"";
    }

    private void hosts(State state) {
        var rows = state.balancers().groups().values().toList();
        if (rows.isEmpty()) {
            return;
        }
        head("evenkeel_target_group_targets", "gauge", "Targets, by their health");
        for (var row : rows) {
            var labels = "region=\"" + row.id().region() + "\",target_group=\""
                    + row.id().path() + "\"";
            counts(state, row)
                    .forEach((health, count) ->
                            line("evenkeel_target_group_targets", labels + ",state=\"" + health.word() + "\"", count));
        }
    }

    private static Map<TargetState, Integer> counts(State state, TargetGroupRow row) {
        var counts = new EnumMap<TargetState, Integer>(TargetState.class);
        for (var health : TargetState.values()) {
            counts.put(health, 0);
        }
        state.balancers()
                .targetsOf(row.id())
                .forEach(target -> counts.merge(
                        TargetStates.of(state, row.id(), target.key().target()).state(), 1, Integer::sum));
        return counts;
    }
}
