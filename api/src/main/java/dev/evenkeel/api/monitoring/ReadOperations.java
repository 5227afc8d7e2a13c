package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.reconcilers.monitoring.MetricMath;
import dev.evenkeel.reconcilers.monitoring.MetricReader;
import dev.evenkeel.reconcilers.monitoring.Periods;
import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which metrics there are, and their values.
final class ReadOperations {
    private static final int PER_PAGE = 500;
    private static final int MINUTE = 60;

    /// What CloudWatch calls recent: `PT3H` is all it knows.
    private static final Duration RECENT = Duration.ofHours(3);

    private static final int MOST_DATAPOINTS = 1_440;
    private static final int MOST_QUERIES = 500;

    private final MetricStore store;
    private final InstantSource clock;

    ReadOperations(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    record Filter(String Name, @Nullable String Value) {}

    record ListInput(
            @Nullable String Namespace,
            @Nullable String MetricName,
            List<Filter> Dimensions,
            @Nullable String NextToken,
            @Nullable String RecentlyActive) {}

    record ListAnswer(List<Metric> Metrics, Optional<String> NextToken) {}

    record Metric(String Namespace, String MetricName, List<Dimension> Dimensions) {}

    record StatisticsInput(
            String Namespace,
            String MetricName,
            List<Dimension> Dimensions,
            Instant StartTime,
            Instant EndTime,
            int Period,
            List<String> Statistics,
            List<String> ExtendedStatistics,
            @Nullable String Unit) {}

    record StatisticsAnswer(String Label, List<Datapoint> Datapoints) {}

    record Datapoint(
            Instant Timestamp,
            Optional<Double> SampleCount,
            Optional<Double> Average,
            Optional<Double> Sum,
            Optional<Double> Minimum,
            Optional<Double> Maximum,
            Optional<Map<String, Double>> ExtendedStatistics,
            String Unit) {}

    record DataInput(
            List<DataQuery> MetricDataQueries,
            Instant StartTime,
            Instant EndTime,
            @Nullable String NextToken,
            @Nullable String ScanBy) {}

    record DataAnswer(List<Result> MetricDataResults) {}

    record Result(String Id, String Label, List<Instant> Timestamps, List<Double> Values, String StatusCode) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("ListMetrics", ListInput.class, ListAnswer.class, this::list),
                new Query<>("GetMetricStatistics", StatisticsInput.class, StatisticsAnswer.class, this::statistics),
                new Query<>("GetMetricData", DataInput.class, DataAnswer.class, this::data));
    }

    private ListAnswer list(Caller caller, State state, ListInput input) {
        var matching = store.ids(caller.region(), since(input)).stream()
                .filter(id -> input.Namespace() == null || id.namespace().equals(input.Namespace()))
                .filter(id -> input.MetricName() == null || id.name().equals(input.MetricName()))
                .filter(id -> input.Dimensions().stream().allMatch(filter -> passes(id, filter)))
                .toList();
        int from = offset(input.NextToken());
        var page = Page.of(
                IntStream.range(Math.min(from, matching.size()), matching.size())
                        .boxed(),
                PER_PAGE,
                (Integer at) -> Integer.toString(at + 1));
        return new ListAnswer(
                page.items().stream()
                        .map(matching::get)
                        .map(id -> new Metric(id.namespace(), id.name(), Dimension.list(id.dimensions())))
                        .toList(),
                page.nextToken());
    }

    private Instant since(ListInput input) {
        return clock.instant().minus(input.RecentlyActive() == null ? MetricStore.RETENTION : RECENT);
    }

    private static boolean passes(MetricId id, Filter filter) {
        var value = id.dimensions().get(filter.Name());
        return value != null && (filter.Value() == null || filter.Value().equals(value));
    }

    private static int offset(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        return Page.positionOf(token)
                .filter(position -> position.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElseThrow(() -> Errors.value("The value for parameter NextToken is invalid."));
    }

    private StatisticsAnswer statistics(Caller caller, State state, StatisticsInput input) {
        if (input.Statistics().isEmpty() && input.ExtendedStatistics().isEmpty()) {
            throw Errors.missing("Statistics");
        }
        if (!input.Statistics().isEmpty() && !input.ExtendedStatistics().isEmpty()) {
            throw Errors.combination("Statistics and ExtendedStatistics cannot be given together.");
        }
        var periods = periods(input.StartTime(), input.EndTime(), input.Period());
        if (periods.count() > MOST_DATAPOINTS) {
            throw Errors.combination("You have requested up to " + periods.count()
                    + " datapoints, which exceeds the limit of 1,440. Use a longer Period or a shorter time range.");
        }
        var asked = Stream.concat(input.Statistics().stream(), input.ExtendedStatistics().stream())
                .map(word -> DataQuery.stat("Statistics", word, Errors::value))
                .toList();
        var metric = new MetricStat(
                input.Namespace(),
                input.MetricName(),
                Dimension.map(input.Dimensions(), Errors::value),
                input.Period(),
                asked.getFirst().word(),
                input.Unit());
        var reader = new MetricReader(store, caller.region());
        var unit = store.unit(reader.id(metric)).orElse("None");
        var points = reader.statistics(metric, periods).entrySet().stream()
                .map(entry -> point(entry.getKey(), entry.getValue(), asked, unit))
                .toList();
        return new StatisticsAnswer(input.MetricName(), points);
    }

    /// CloudWatch begins at a whole minute, or at a whole period where that is shorter.
    private static Periods periods(Instant start, Instant end, int seconds) {
        if (!start.isBefore(end)) {
            throw Errors.value("The parameter StartTime must be less than the parameter EndTime.");
        }
        DataQuery.period(seconds, Errors::value);
        long into = Math.floorMod(start.getEpochSecond(), Math.min(seconds, MINUTE));
        return new Periods(start.truncatedTo(ChronoUnit.SECONDS).minusSeconds(into), end, seconds);
    }

    private static Datapoint point(Instant at, Statistic values, List<Stat> asked, String unit) {
        var told = new TreeMap<String, Double>();
        var extended = new TreeMap<String, Double>();
        for (var stat : asked) {
            var map = stat instanceof Stat.Percentile ? extended : told;
            stat.of(values).ifPresent(value -> map.put(stat.word(), value));
        }
        return new Datapoint(
                at,
                Optional.ofNullable(told.get("SampleCount")),
                Optional.ofNullable(told.get("Average")),
                Optional.ofNullable(told.get("Sum")),
                Optional.ofNullable(told.get("Minimum")),
                Optional.ofNullable(told.get("Maximum")),
                extended.isEmpty() ? Optional.empty() : Optional.of(extended),
                unit);
    }

    private DataAnswer data(Caller caller, State state, DataInput input) {
        if (input.NextToken() != null) {
            throw Errors.token();
        }
        if (input.MetricDataQueries().size() > MOST_QUERIES) {
            throw Errors.value("MetricDataQueries holds more than " + MOST_QUERIES + " queries.");
        }
        var queries = DataQuery.read(input.MetricDataQueries(), Errors::value);
        MetricMath.fault(queries).ifPresent(fault -> {
            throw Errors.value(fault);
        });
        boolean ascending = "TimestampAscending".equals(input.ScanBy());
        var math = new MetricMath(new MetricReader(store, caller.region()), queries);
        return new DataAnswer(queries.stream()
                .filter(MetricQuery::returned)
                .map(query -> result(math, query, input, ascending))
                .toList());
    }

    private static Result result(MetricMath math, MetricQuery query, DataInput input, boolean ascending) {
        var stat = query.stat();
        var periods = periods(input.StartTime(), input.EndTime(), math.period(query));
        var values = math.values(query, periods);
        var times = List.copyOf(values.keySet());
        var ordered = ascending ? times : times.reversed();
        return new Result(
                query.id(),
                Objects.requireNonNullElse(query.label(), stat == null ? query.id() : stat.name()),
                ordered,
                ordered.stream()
                        .map(at -> Objects.requireNonNull(values.get(at)))
                        .toList(),
                "Complete");
    }
}
