package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which metrics there are, and their values.
// Members are named as on the wire, and CloudWatch names them as their types.
@SuppressWarnings("VariableNameSameAsType")
final class ReadOperations {
    private static final int PER_PAGE = 500;
    private static final int MOST_DATAPOINTS = 1_440;
    private static final int MOST_QUERIES = 500;
    private static final Pattern QUERY_ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

    private final MetricStore store;
    private final InstantSource clock;

    ReadOperations(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    record Filter(String Name, @Nullable String Value) {}

    /// Nothing is kept for longer than three hours, so each metric there is is one of RecentlyActive.
    record ListInput(
            @Nullable String Namespace,
            @Nullable String MetricName,
            List<Filter> Dimensions,
            @Nullable String NextToken,
            @Nullable String RecentlyActive) {}

    record ListAnswer(List<Metric> Metrics, Optional<String> NextToken) {}

    record Metric(@Nullable String Namespace, @Nullable String MetricName, List<Dimension> Dimensions) {
        MetricId id(Caller caller) {
            if (Namespace == null || MetricName == null) {
                throw Errors.missing(Namespace == null ? "Namespace" : "MetricName");
            }
            return new MetricId(caller.region(), Namespace, MetricName, Dimension.map(Dimensions));
        }
    }

    record StatisticsInput(
            String Namespace,
            String MetricName,
            List<Dimension> Dimensions,
            Instant StartTime,
            Instant EndTime,
            int Period,
            List<String> Statistics,
            @Nullable String Unit) {}

    record StatisticsAnswer(String Label, List<Datapoint> Datapoints) {}

    record Datapoint(
            Instant Timestamp,
            Optional<Double> SampleCount,
            Optional<Double> Average,
            Optional<Double> Sum,
            Optional<Double> Minimum,
            Optional<Double> Maximum,
            String Unit) {}

    record DataInput(
            List<DataQuery> MetricDataQueries,
            Instant StartTime,
            Instant EndTime,
            @Nullable String NextToken,
            @Nullable String ScanBy) {}

    record DataQuery(
            String Id,
            @Nullable MetricStat MetricStat,
            @Nullable String Label,
            @Nullable Boolean ReturnData) {}

    record MetricStat(
            Metric Metric,
            int Period,
            String Stat,
            @Nullable String Unit) {}

    record DataAnswer(List<Result> MetricDataResults) {}

    record Result(String Id, String Label, List<Instant> Timestamps, List<Double> Values, String StatusCode) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("ListMetrics", ListInput.class, ListAnswer.class, this::list),
                new Query<>("GetMetricStatistics", StatisticsInput.class, StatisticsAnswer.class, this::statistics),
                new Query<>("GetMetricData", DataInput.class, DataAnswer.class, this::data));
    }

    private ListAnswer list(Caller caller, State state, ListInput input) {
        var matching = store.ids(caller.region(), clock.instant().minus(MetricStore.RETENTION)).stream()
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
        if (input.Statistics().isEmpty()) {
            throw Errors.missing("Statistics");
        }
        var periods = Periods.of(input.StartTime(), input.EndTime(), input.Period());
        if (periods.count() > MOST_DATAPOINTS) {
            throw Errors.combination("You have requested up to " + periods.count()
                    + " datapoints, which exceeds the limit of 1,440. Use a longer Period or a shorter time range.");
        }
        var id =
                new MetricId(caller.region(), input.Namespace(), input.MetricName(), Dimension.map(input.Dimensions()));
        var unit = store.unit(id).orElse("None");
        var points = values(id, input.Unit(), periods).entrySet().stream()
                .map(entry -> point(entry.getKey(), entry.getValue(), input.Statistics(), unit))
                .toList();
        return new StatisticsAnswer(input.MetricName(), points);
    }

    private static Datapoint point(Instant at, Statistic values, List<String> asked, String unit) {
        return new Datapoint(
                at,
                Stat.SAMPLE_COUNT.ifAsked(asked, values),
                Stat.AVERAGE.ifAsked(asked, values),
                Stat.SUM.ifAsked(asked, values),
                Stat.MINIMUM.ifAsked(asked, values),
                Stat.MAXIMUM.ifAsked(asked, values),
                unit);
    }

    /// Values that were put with another unit than the one that is asked for are none.
    private SortedMap<Instant, Statistic> values(MetricId id, @Nullable String unit, Periods periods) {
        boolean other = unit != null && !store.unit(id).equals(Optional.of(unit));
        return periods.of(other ? List.of() : store.minutes(id, periods.from(), periods.until()));
    }

    private DataAnswer data(Caller caller, State state, DataInput input) {
        if (input.NextToken() != null) {
            throw Errors.token();
        }
        if (input.MetricDataQueries().size() > MOST_QUERIES) {
            throw Errors.value("MetricDataQueries holds more than " + MOST_QUERIES + " queries.");
        }
        var ids = new TreeSet<String>();
        for (var query : input.MetricDataQueries()) {
            if (!QUERY_ID.matcher(query.Id()).matches() || !ids.add(query.Id())) {
                throw Errors.value("The value " + query.Id()
                        + " for parameter Id must begin with a small letter and be unique within the request.");
            }
        }
        boolean ascending = "TimestampAscending".equals(input.ScanBy());
        return new DataAnswer(input.MetricDataQueries().stream()
                .map(query -> result(caller, input, query, ascending))
                .filter(Objects::nonNull)
                .toList());
    }

    private @Nullable Result result(Caller caller, DataInput input, DataQuery query, boolean ascending) {
        var wanted = query.MetricStat();
        if (wanted == null) {
            throw Errors.missing("MetricStat of " + query.Id());
        }
        var periods = Periods.of(input.StartTime(), input.EndTime(), wanted.Period());
        var stat = Stat.of(wanted.Stat());
        var values = values(wanted.Metric().id(caller), wanted.Unit(), periods);
        if (Boolean.FALSE.equals(query.ReturnData())) {
            return null;
        }
        var times = List.copyOf(values.keySet());
        var ordered = ascending ? times : times.reversed();
        var name = Objects.requireNonNullElse(wanted.Metric().MetricName(), "");
        return new Result(
                query.Id(),
                Objects.requireNonNullElse(query.Label(), name),
                ordered,
                ordered.stream()
                        .map(at -> stat.of(Objects.requireNonNull(values.get(at))))
                        .toList(),
                "Complete");
    }
}
