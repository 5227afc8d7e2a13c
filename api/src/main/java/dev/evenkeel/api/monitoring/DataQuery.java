package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line of metric math, as CloudWatch writes it: in requests for data and in alarms.
// Members are named as on the wire, and CloudWatch names them as their types.
@SuppressWarnings("VariableNameSameAsType")
record DataQuery(
        String Id,
        DataQuery.@Nullable StatInput MetricStat,
        @Nullable String Expression,
        @Nullable String Label,
        @Nullable Boolean ReturnData,
        @Nullable Integer Period) {
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");
    private static final int MINUTE = 60;
    private static final List<Integer> FINE = List.of(1, 5, 10, 20, 30);

    record StatInput(
            Metric Metric,
            int Period,
            String Stat,
            @Nullable String Unit) {}

    record Metric(@Nullable String Namespace, @Nullable String MetricName, List<Dimension> Dimensions) {}

    /// Lines in which nothing is wrong by themselves.
    ///
    /// @param wrong how the operation refuses what is
    static List<MetricQuery> read(List<DataQuery> queries, Function<String, ApiException> wrong) {
        var ids = new TreeSet<String>();
        for (var query : queries) {
            if (!ID.matcher(query.Id).matches() || !ids.add(query.Id)) {
                throw wrong.apply("The value " + query.Id
                        + " for parameter Id must begin with a small letter and be unique within the request.");
            }
        }
        return queries.stream().map(query -> query.read(wrong)).toList();
    }

    private MetricQuery read(Function<String, ApiException> wrong) {
        if ((MetricStat == null) == (Expression == null)) {
            throw wrong.apply("Exactly one of the parameters MetricStat and Expression must be given for " + Id + ".");
        }
        var stat = MetricStat == null ? null : stat(MetricStat, wrong);
        if (Period != null) {
            period(Period, wrong);
        }
        return new MetricQuery(Id, stat, Expression, Label, !Boolean.FALSE.equals(ReturnData), Period);
    }

    private static MetricStat stat(StatInput input, Function<String, ApiException> wrong) {
        var metric = input.Metric;
        if (metric.Namespace == null || metric.MetricName == null) {
            throw wrong.apply(
                    "The parameter " + (metric.Namespace == null ? "Namespace" : "MetricName") + " is required.");
        }
        var dimensions = Dimension.map(metric.Dimensions, wrong);
        period(input.Period, wrong);
        return new MetricStat(
                metric.Namespace,
                metric.MetricName,
                dimensions,
                input.Period,
                stat("Stat", input.Stat, wrong).word(),
                input.Unit);
    }

    /// A statistic of this name.
    static Stat stat(String parameter, String word, Function<String, ApiException> wrong) {
        return Stat.of(word)
                .orElseThrow(
                        () -> wrong.apply("The value " + word + " for parameter " + parameter + " is not supported."));
    }

    /// A length that periods may have.
    static int period(int seconds, Function<String, ApiException> wrong) {
        if (!FINE.contains(seconds) && seconds % MINUTE != 0) {
            throw wrong.apply(
                    "The value " + seconds + " for parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return seconds;
    }

    /// As it was given.
    static DataQuery of(MetricQuery query) {
        var stat = Optional.ofNullable(query.stat())
                .map(s -> new StatInput(
                        new Metric(s.namespace(), s.name(), Dimension.list(s.dimensions())),
                        s.period(),
                        s.stat(),
                        s.unit()))
                .orElse(null);
        return new DataQuery(query.id(), stat, query.expression(), query.label(), query.returned(), query.period());
    }
}
