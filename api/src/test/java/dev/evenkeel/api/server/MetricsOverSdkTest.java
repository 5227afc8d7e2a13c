package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/// Metrics put and read through AWS's own SDK.
@SuppressWarnings("unchecked") // the varargs of the SDK's builders are generic
final class MetricsOverSdkTest {
    private static final Dimension WEB =
            Dimension.builder().name("Page").value("web").build();

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);
    private TestApi api;
    private CloudWatchClient metrics;

    @BeforeEach
    void start() {
        api = new TestApi();
        metrics = api.sdk(CloudWatchClient.builder());
    }

    @AfterEach
    void stop() {
        metrics.close();
        api.close();
    }

    @Test
    void valuesOfAMinuteAreTakenTogether() {
        put(minute, 1);
        put(minute.plusSeconds(59), 5);
        put(minute.plusSeconds(60), 100);

        var points = statistics(60);

        assertEquals(2, points.size());
        var first = points.getFirst();
        assertEquals(minute, first.timestamp());
        assertEquals(2, first.sampleCount());
        assertEquals(6, first.sum());
        assertEquals(3, first.average());
        assertEquals(1, first.minimum());
        assertEquals(5, first.maximum());
        assertEquals(StandardUnit.SECONDS, first.unit());
    }

    @Test
    void longerPeriodsTakeMinutesTogether() {
        IntStream.range(0, 5).forEach(i -> put(minute.plusSeconds(60L * i), i));

        assertEquals(10, statistics(3_600).stream().mapToDouble(Datapoint::sum).sum());
        assertTrue(statistics(3_600).size() <= 2);
    }

    @Test
    void setsAndWeighedValuesAreTaken() {
        metrics.putMetricData(r -> r.namespace("mine")
                .metricData(
                        datum().statisticValues(s -> s.sampleCount(4.0)
                                        .sum(10.0)
                                        .minimum(1.0)
                                        .maximum(4.0))
                                .build(),
                        datum().values(2.0, 3.0).counts(1.0, 2.0).build()));

        var point = statistics(60).getFirst();

        assertEquals(7, point.sampleCount());
        assertEquals(18, point.sum());
        assertEquals(1, point.minimum());
        assertEquals(4, point.maximum());
    }

    @Test
    void aLargeRequestComesCompressed() {
        var many = IntStream.range(0, 500)
                .mapToObj(i -> datum().value((double) i).build())
                .toList();

        metrics.putMetricData(r -> r.namespace("mine").metricData(many));

        assertEquals(500, statistics(60).getFirst().sampleCount());
    }

    @Test
    void metricsAreListedByNameAndDimension() {
        put(minute, 1);
        metrics.putMetricData(
                r -> r.namespace("other").metricData(m -> m.metricName("Bare").value(1.0)));

        assertEquals(2, metrics.listMetrics().metrics().size());
        var found = metrics.listMetrics(r -> r.namespace("mine").dimensions(d -> d.name("Page")))
                .metrics();
        assertEquals(
                List.of(Metric.builder()
                        .namespace("mine")
                        .metricName("Latency")
                        .dimensions(WEB)
                        .build()),
                found);
        assertTrue(metrics.listMetrics(r -> r.dimensions(d -> d.name("Page").value("api")))
                .metrics()
                .isEmpty());
        assertTrue(metrics.listMetrics(r -> r.metricName("Nothing")).metrics().isEmpty());
    }

    @Test
    void severalSeriesAreReadAtOnceLatestFirst() {
        put(minute, 1);
        put(minute.plusSeconds(120), 2);

        var results = metrics.getMetricData(r -> r.startTime(minute)
                        .endTime(minute.plusSeconds(600))
                        .metricDataQueries(query("a", "Latency"), query("b", "Nothing")))
                .metricDataResults();

        assertEquals(List.of(2.0, 1.0), results.getFirst().values());
        assertEquals(
                List.of(minute.plusSeconds(120), minute), results.getFirst().timestamps());
        assertEquals("Latency", results.getFirst().label());
        assertTrue(results.getLast().values().isEmpty());
        var ascending = metrics.getMetricData(r -> r.startTime(minute)
                .endTime(minute.plusSeconds(600))
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .metricDataQueries(query("a", "Latency")));
        assertEquals(List.of(1.0, 2.0), ascending.metricDataResults().getFirst().values());
    }

    @Test
    void moreSeriesThanAreKeptAreRefused() {
        var names = IntStream.range(0, 1_001)
                .mapToObj(i ->
                        MetricDatum.builder().metricName("m" + i).value(1.0).build())
                .toList();
        metrics.putMetricData(r -> r.namespace("mine").metricData(names.subList(0, 1_000)));

        var refused = assertThrows(
                RuntimeException.class,
                () -> metrics.putMetricData(r -> r.namespace("mine").metricData(names.getLast())));

        assertTrue(String.valueOf(refused.getMessage()).contains("No more metrics"), refused::toString);
    }

    @Test
    void percentilesAreMadeOfSingleValuesAndOfWeighedOnes() {
        metrics.putMetricData(r -> r.namespace("mine")
                .metricData(
                        datum().values(1.0, 10.0, 100.0).counts(90.0, 9.0, 1.0).build()));

        var point = metrics.getMetricStatistics(r -> r.namespace("mine")
                        .metricName("Latency")
                        .dimensions(WEB)
                        .startTime(minute)
                        .endTime(minute.plusSeconds(60))
                        .period(60)
                        .extendedStatistics("p50", "p95", "p99.9"))
                .datapoints()
                .getFirst();

        assertEquals(1, point.extendedStatistics().getOrDefault("p50", 0.0), 0.01);
        assertEquals(10, point.extendedStatistics().getOrDefault("p95", 0.0), 0.1);
        assertEquals(100, point.extendedStatistics().getOrDefault("p99.9", 0.0), 1);
    }

    @Test
    void valuesOfHighResolutionAreReadBySeconds() {
        for (int second = 0; second < 20; second++) {
            metrics.putMetricData(r -> r.namespace("mine")
                    .metricData(datum().timestamp(minute.plusSeconds(5))
                            .storageResolution(1)
                            .value(1.0)
                            .build()));
        }
        metrics.putMetricData(r -> r.namespace("mine")
                .metricData(datum().timestamp(minute.plusSeconds(31))
                        .storageResolution(1)
                        .value(2.0)
                        .build()));

        assertEquals(
                List.of(minute, minute.plusSeconds(30)),
                statistics(10).stream().map(Datapoint::timestamp).toList());
        assertEquals(22, statistics(60).getFirst().sum());
    }

    @Test
    void expressionsAreReadBesideTheMetricsTheyRestOn() {
        put(minute, 4);
        put(minute.plusSeconds(60), 8);

        var results = metrics.getMetricData(r -> r.startTime(minute)
                        .endTime(minute.plusSeconds(120))
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(
                                query("a", "Latency"),
                                MetricDataQuery.builder()
                                        .id("half")
                                        .expression("a / 2")
                                        .build()))
                .metricDataResults();

        assertEquals(List.of(2.0, 4.0), results.getLast().values());
        assertEquals("half", results.getLast().label());
    }

    @Test
    void badInputIsToldByType() {
        assertThrows(MissingRequiredParameterException.class, () -> metrics.putMetricData(r -> r.namespace("mine")));
        assertThrows(
                InvalidParameterValueException.class,
                () -> metrics.putMetricData(r ->
                        r.namespace("AWS/ECS").metricData(m -> m.metricName("m").value(1.0))));
        assertThrows(InvalidParameterValueException.class, () -> statistics(61));
    }

    private MetricDatum.Builder datum() {
        return MetricDatum.builder()
                .metricName("Latency")
                .dimensions(WEB)
                .unit(StandardUnit.SECONDS)
                .timestamp(minute);
    }

    private void put(Instant at, double... values) {
        var boxed = DoubleStream.of(values).boxed().toList();
        metrics.putMetricData(r -> r.namespace("mine")
                .metricData(datum().timestamp(at).values(boxed).build()));
    }

    private List<Datapoint> statistics(int period) {
        return metrics.getMetricStatistics(r -> r.namespace("mine")
                        .metricName("Latency")
                        .dimensions(WEB)
                        .startTime(minute)
                        .endTime(minute.plusSeconds(600))
                        .period(period)
                        .statistics(Statistic.knownValues()))
                .datapoints();
    }

    private static MetricDataQuery query(String id, String name) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s -> s.period(60)
                        .stat("Sum")
                        .metric(m -> m.namespace("mine").metricName(name).dimensions(WEB)))
                .build();
    }
}
