package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alarms described: by name, and by what they watch.
final class AlarmQueries {
    private static final int USUAL = 50;
    private static final String METRIC_ALARM = "MetricAlarm";

    private AlarmQueries() {}

    record DescribeInput(
            List<String> AlarmNames,
            @Nullable String AlarmNamePrefix,
            List<String> AlarmTypes,
            @Nullable String StateValue,
            @Nullable String ActionPrefix,
            @Nullable Integer MaxRecords,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<AlarmView> MetricAlarms, List<Composite> CompositeAlarms, Optional<String> NextToken) {}

    /// There are none.
    record Composite(String AlarmName) {}

    record MetricInput(
            String MetricName,
            String Namespace,
            @Nullable String Statistic,
            @Nullable String ExtendedStatistic,
            List<Dimension> Dimensions,
            @Nullable Integer Period,
            @Nullable String Unit) {}

    record MetricAnswer(List<AlarmView> MetricAlarms) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeAlarms", DescribeInput.class, DescribeAnswer.class, AlarmQueries::describe),
                new Query<>("DescribeAlarmsForMetric", MetricInput.class, MetricAnswer.class, AlarmQueries::ofMetric));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if (input.AlarmNamePrefix() != null && !input.AlarmNames().isEmpty()) {
            throw Errors.validation("AlarmNamePrefix and AlarmNames cannot be given together.");
        }
        var after = position(input.NextToken());
        boolean wanted = input.AlarmTypes().isEmpty() || input.AlarmTypes().contains(METRIC_ALARM);
        var rows = (wanted ? named(caller, state, input) : Stream.<AlarmRow>empty())
                .filter(row -> row.id().name().compareTo(after) > 0)
                .filter(row -> input.StateValue() == null
                        || row.status().state().name().equals(input.StateValue()))
                .filter(row -> input.ActionPrefix() == null
                        || row.spec().actions().all().anyMatch(arn -> arn.startsWith(input.ActionPrefix())));
        int most = input.MaxRecords() == null ? USUAL : input.MaxRecords();
        var page = Page.of(rows, most, row -> row.id().name());
        return new DescribeAnswer(views(caller, page.items().stream()), List.of(), page.nextToken());
    }

    private static Stream<AlarmRow> named(Caller caller, State state, DescribeInput input) {
        if (!input.AlarmNames().isEmpty()) {
            return input.AlarmNames().stream()
                    .distinct()
                    .sorted()
                    .flatMap(name -> state.alarms().get(new AlarmId(caller.region(), name)).stream());
        }
        var prefix = Objects.requireNonNullElse(input.AlarmNamePrefix(), "");
        return ofRegion(caller, state, prefix).takeWhile(row -> row.id().name().startsWith(prefix));
    }

    private static Stream<AlarmRow> ofRegion(Caller caller, State state, String first) {
        return state.alarms()
                .from(new AlarmId(caller.region(), first))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().region().equals(caller.region()));
    }

    private static String position(@Nullable String token) {
        return token == null ? "" : Page.positionOf(token).orElseThrow(Errors::token);
    }

    private static List<AlarmView> views(Caller caller, Stream<AlarmRow> rows) {
        return rows.map(row -> AlarmView.of(caller, row)).toList();
    }

    private static MetricAnswer ofMetric(Caller caller, State state, MetricInput input) {
        var dimensions = Dimension.map(input.Dimensions(), Errors::validation);
        var rows = ofRegion(caller, state, "")
                .filter(row -> row.spec().metric() instanceof MetricStat metric
                        && metric.namespace().equals(input.Namespace())
                        && metric.name().equals(input.MetricName())
                        && metric.dimensions().equals(dimensions)
                        && passes(input.Statistic(), metric.stat())
                        && passes(input.ExtendedStatistic(), metric.stat())
                        && passes(input.Unit(), metric.unit())
                        && passes(input.Period(), metric.period()));
        return new MetricAnswer(views(caller, rows));
    }

    private static boolean passes(@Nullable Object wanted, @Nullable Object there) {
        return wanted == null || wanted.equals(there);
    }
}
