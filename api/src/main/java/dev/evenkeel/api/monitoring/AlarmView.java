package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.alarm.MissingData;
import dev.evenkeel.store.state.AlarmRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An alarm as CloudWatch describes it.
record AlarmView(
        String AlarmName,
        String AlarmArn,
        Optional<String> AlarmDescription,
        Instant AlarmConfigurationUpdatedTimestamp,
        boolean ActionsEnabled,
        List<String> OKActions,
        List<String> AlarmActions,
        List<String> InsufficientDataActions,
        String StateValue,
        String StateReason,
        Optional<String> StateReasonData,
        Instant StateUpdatedTimestamp,
        Instant StateTransitionedTimestamp,
        Optional<String> MetricName,
        Optional<String> Namespace,
        Optional<String> Statistic,
        Optional<String> ExtendedStatistic,
        List<Dimension> Dimensions,
        Optional<Integer> Period,
        Optional<String> Unit,
        int EvaluationPeriods,
        Optional<Integer> DatapointsToAlarm,
        double Threshold,
        String ComparisonOperator,
        Optional<String> TreatMissingData,
        Optional<String> EvaluateLowSampleCountPercentile,
        Optional<List<DataQuery>> Metrics) {
    static AlarmView of(Caller caller, AlarmRow row) {
        var spec = row.spec();
        var actions = spec.actions();
        var status = row.status();
        var metric = Optional.ofNullable(spec.metric());
        var rule = spec.rule();
        return new AlarmView(
                row.id().name(),
                row.id().arn(caller.account()),
                Optional.ofNullable(spec.description()),
                row.configuredAt(),
                actions.enabled(),
                actions.ok(),
                actions.alarm(),
                actions.insufficientData(),
                status.state().name(),
                status.reason(),
                Optional.ofNullable(status.data()),
                status.updatedAt(),
                status.changedAt(),
                metric.map(MetricStat::name),
                metric.map(MetricStat::namespace),
                metric.map(MetricStat::stat).filter(word -> !isPercentile(word)),
                metric.map(MetricStat::stat).filter(AlarmView::isPercentile),
                Dimension.list(metric.map(MetricStat::dimensions).orElseGet(Map::of)),
                metric.map(MetricStat::period),
                metric.flatMap(m -> Optional.ofNullable(m.unit())),
                rule.periods(),
                Optional.ofNullable(rule.datapoints()),
                rule.threshold(),
                rule.comparison().word(),
                Optional.ofNullable(rule.missing()).map(MissingData::word),
                Optional.ofNullable(rule.lowSamples()),
                Optional.of(spec.queries().stream().map(DataQuery::of).toList()).filter(list -> !list.isEmpty()));
    }

    private static boolean isPercentile(String word) {
        return Stat.of(word).orElseThrow() instanceof Stat.Percentile;
    }
}
