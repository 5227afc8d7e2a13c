package dev.evenkeel.reconcilers.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.balancing.Latency;
import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Balancer;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Connections;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Group;
import dev.evenkeel.reconcilers.balancing.TrafficReport.Times;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.MetricValue;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes through load balancers, as metrics.
final class TrafficSamplesTest {
    private static final LoadBalancerId LB =
            new LoadBalancerId("us-east-1", BalancerKind.APPLICATION, "web", "0123456789abcdef");
    private static final LoadBalancerId NLB =
            new LoadBalancerId("us-east-1", BalancerKind.NETWORK, "tcp", "0123456789abcdef");
    private static final TargetGroupId BLUE = new TargetGroupId("us-east-1", "blue", "000000000000000b");
    private static final String LB_ALONE = "{LoadBalancer=app/web/0123456789abcdef}";
    private static final String BOTH =
            "{LoadBalancer=app/web/0123456789abcdef, TargetGroup=targetgroup/blue/000000000000000b}";

    private static TrafficReport report(long requests, long failed, long bytes) {
        var slow = Latency.slot(TimeUnit.MILLISECONDS.toNanos(200));
        var times = new Times(0, List.of(), requests == 0 ? Map.of() : Map.of(slow, requests));
        var answers = List.of(0L, 0L, requests - failed, 0L, 0L, failed);
        var own = List.of(0L, 0L, 0L, 0L, 0L, failed * 2);
        return new TrafficReport(
                List.of(
                        new Balancer(LB, requests, own, answers, new Connections(3, requests), bytes),
                        new Balancer(NLB, requests, own, answers, new Connections(0, requests), 0)),
                List.of(new Group(LB, BLUE, requests, failed, answers, times)));
    }

    private static Map<String, Double> sums(List<MetricValue> values) {
        var sums = new TreeMap<String, Double>();
        values.forEach(value -> sums.put(
                value.id().namespace() + " " + value.id().name() + " "
                        + value.id().dimensions(),
                value.statistic().sum()));
        return sums;
    }

    @Test
    void whatGrewBetweenTwoReportsIsToldOfTheLoadBalancerAndOfTheGroupBehindIt() {
        var sums = sums(TrafficSamples.of(State.EMPTY, report(10, 1, 100), report(30, 4, 350)));

        for (var scope : List.of(LB_ALONE, BOTH)) {
            assertEquals(20, sums.get("AWS/ApplicationELB RequestCount " + scope));
            assertEquals(17, sums.get("AWS/ApplicationELB HTTPCode_Target_2XX_Count " + scope));
            assertEquals(3, sums.get("AWS/ApplicationELB HTTPCode_Target_5XX_Count " + scope));
            assertEquals(3, sums.get("AWS/ApplicationELB TargetConnectionErrorCount " + scope));
            assertEquals(4, sums.getOrDefault("AWS/ApplicationELB TargetResponseTime " + scope, 0.0), 0.1);
        }
        assertEquals(6, sums.get("AWS/ApplicationELB HTTPCode_ELB_5XX_Count " + LB_ALONE));
        assertEquals(3, sums.get("AWS/ApplicationELB ActiveConnectionCount " + LB_ALONE));
        assertEquals(20, sums.get("AWS/ApplicationELB NewConnectionCount " + LB_ALONE));
        assertEquals(250, sums.get("AWS/ApplicationELB ProcessedBytes " + LB_ALONE));
        assertEquals(20, sums.get("AWS/NetworkELB NewFlowCount {LoadBalancer=net/tcp/0123456789abcdef}"));
    }

    @Test
    void whereNothingHappenedNothingIsTold() {
        var quiet = sums(TrafficSamples.of(State.EMPTY, report(10, 1, 100), report(10, 1, 100)));

        assertEquals(List.of("AWS/ApplicationELB ActiveConnectionCount " + LB_ALONE), List.copyOf(quiet.keySet()));
    }

    @Test
    void countsThatBeganAnewAreTakenFromTheirBeginning() {
        var sums = sums(TrafficSamples.of(State.EMPTY, report(100, 0, 0), report(7, 0, 0)));

        assertEquals(7, sums.get("AWS/ApplicationELB RequestCount " + LB_ALONE));
    }

    @Test
    void everyTenSecondsOfTheClockArePutToTheStore() {
        var store = new MetricStore(100);
        Deque<TrafficReport> reports = new ArrayDeque<>(List.of(report(5, 0, 0), report(15, 0, 0)));
        var watch = new TrafficWatch(() -> State.EMPTY, () -> Objects.requireNonNull(reports.poll()), store);
        var start = Given.START;

        assertTrue(watch.step(start.plusMillis(300)));
        for (int second = 1; second < 10; second++) {
            watch.step(start.plusSeconds(second));
        }
        watch.step(start.plusSeconds(10));

        var id = store.ids("us-east-1", Instant.EPOCH).stream()
                .filter(each ->
                        each.name().equals("RequestCount") && each.dimensions().size() == 1)
                .findFirst()
                .orElseThrow();
        var points = store.points(id, Instant.EPOCH, Instant.MAX, 10);
        assertEquals(
                List.of(start.minusSeconds(10), start),
                points.stream().map(MetricStore.Point::at).toList());
        assertEquals(10, points.getLast().values().sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 900, 31_999, 32_000, 1_234_567, 200_000_000, 3_600_000_000_000L})
    void slotsTellLengthsWithinThreePercent(long nanos) {
        double seconds = nanos / 1e9;
        assertEquals(seconds, Latency.seconds(Latency.slot(nanos)), Math.max(1e-6, seconds * 0.03));
    }

    @Test
    void percentilesOfResponseTimesAreTold() {
        var value = TrafficSamples.of(State.EMPTY, TrafficReport.NONE, report(30, 0, 0)).stream()
                .filter(each -> each.id().name().equals("TargetResponseTime"))
                .findFirst()
                .orElseThrow();

        assertEquals(0.2, Stat.of("p99").orElseThrow().of(value.statistic()).orElseThrow(), 0.006);
    }
}
