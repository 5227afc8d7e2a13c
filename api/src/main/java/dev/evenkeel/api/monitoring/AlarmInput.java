package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.reconcilers.monitoring.MetricMath;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.model.alarm.AlarmActions;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.alarm.MissingData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What PutMetricAlarm is given, and the alarm that it asks for.
record AlarmInput(
        String AlarmName,
        @Nullable String AlarmDescription,
        @Nullable Boolean ActionsEnabled,
        List<String> OKActions,
        List<String> AlarmActions,
        List<String> InsufficientDataActions,
        @Nullable String MetricName,
        @Nullable String Namespace,
        @Nullable String Statistic,
        @Nullable String ExtendedStatistic,
        List<Dimension> Dimensions,
        @Nullable Integer Period,
        @Nullable String Unit,
        @Nullable Integer EvaluationPeriods,
        @Nullable Integer DatapointsToAlarm,
        @Nullable Double Threshold,
        @Nullable String ComparisonOperator,
        @Nullable String TreatMissingData,
        @Nullable String EvaluateLowSampleCountPercentile,
        List<DataQuery> Metrics,
        List<Tag> Tags) {
    private static final List<Integer> FINE = List.of(10, 20, 30);
    private static final int MINUTE = 60;
    private static final int COARSE = 300;
    private static final int HOUR = 3_600;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MOST_QUERIES = 20;

    /// The alarm that is wanted.
    ///
    /// @throws ApiException when something is wrong with it, or cannot be honoured
    AlarmSpec spec() {
        boolean math = !Metrics.isEmpty();
        if (math == (MetricName != null)) {
            throw Errors.validation("Exactly one of the parameters MetricName and Metrics must be given.");
        }
        var metric = math ? null : metric();
        var queries = math ? queries() : List.<MetricQuery>of();
        var rule = rule();
        int period = metric == null ? period(queries) : metric.period();
        requireKept(period, rule.periods());
        return new AlarmSpec(AlarmDescription, actions(), metric, queries, rule);
    }

    private AlarmActions actions() {
        var actions = new AlarmActions(
                !Boolean.FALSE.equals(ActionsEnabled), OKActions, AlarmActions, InsufficientDataActions);
        actions.all().filter(arn -> !arn.startsWith("arn:")).findFirst().ifPresent(arn -> {
            throw Errors.validation("Invalid arn syntax: " + arn);
        });
        if (actions.enabled()) {
            actions.all().findFirst().ifPresent(arn -> {
                throw Errors.validation("The action " + arn
                        + " cannot be carried out here yet; with ActionsEnabled=false it is kept for later.");
            });
        }
        return actions;
    }

    private MetricStat metric() {
        if (Namespace == null) {
            throw Errors.missing("Namespace");
        }
        if (Period == null) {
            throw Errors.missing("Period");
        }
        if ((Statistic == null) == (ExtendedStatistic == null)) {
            throw Errors.validation("Exactly one of the parameters Statistic and ExtendedStatistic must be given.");
        }
        var stat = Statistic == null ? extended(Objects.requireNonNull(ExtendedStatistic)) : Statistic;
        var dimensions = Dimension.map(Dimensions, Errors::validation);
        return new MetricStat(Namespace, Objects.requireNonNull(MetricName), dimensions, period(Period), stat, Unit);
    }

    private static String extended(String word) {
        return DataQuery.stat("ExtendedStatistic", word, Errors::value) instanceof Stat.Percentile percentile
                ? percentile.word()
                : refused("ExtendedStatistic", word);
    }

    private static String refused(String parameter, String value) {
        throw Errors.value("The value " + value + " for parameter " + parameter + " is not supported.");
    }

    private static int period(int seconds) {
        if (!FINE.contains(seconds) && (seconds < MINUTE || seconds % MINUTE != 0)) {
            throw Errors.validation(
                    "The value " + seconds + " for parameter Period must be 10, 20, 30 or a multiple of 60.");
        }
        return seconds;
    }

    private List<MetricQuery> queries() {
        if (Period != null
                || Namespace != null
                || Statistic != null
                || ExtendedStatistic != null
                || Unit != null
                || !Dimensions.isEmpty()) {
            throw Errors.validation(
                    "With Metrics, none of the parameters Namespace, Dimensions, Period, Unit, Statistic"
                            + " and ExtendedStatistic can be given.");
        }
        if (Metrics.size() > MOST_QUERIES) {
            throw Errors.validation("Metrics holds more than " + MOST_QUERIES + " queries.");
        }
        var queries = DataQuery.read(Metrics, Errors::validation);
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw Errors.validation("Exactly one element of the Metrics list must have ReturnData set to true.");
        }
        MetricMath.fault(queries).ifPresent(fault -> {
            throw Errors.validation(fault);
        });
        return queries;
    }

    private static int period(List<MetricQuery> queries) {
        var periods = queries.stream()
                .flatMap(query -> Optional.ofNullable(query.stat()).stream())
                .map(MetricStat::period)
                .distinct()
                .toList();
        if (periods.size() != 1) {
            throw Errors.validation("All metrics of the Metrics list must have the same Period; there are " + periods);
        }
        var other = queries.stream()
                .map(MetricQuery::period)
                .filter(own -> own != null && !own.equals(periods.getFirst()))
                .findFirst();
        other.ifPresent(own -> {
            throw Errors.validation(
                    "The Period " + own + " of an expression must be that of its metrics, " + periods.getFirst());
        });
        return period(periods.getFirst());
    }

    private AlarmSpec.Rule rule() {
        if (EvaluationPeriods == null) {
            throw Errors.missing("EvaluationPeriods");
        }
        if (ComparisonOperator == null) {
            throw Errors.missing("ComparisonOperator");
        }
        if (Threshold == null) {
            throw Errors.missing("Threshold");
        }
        if (!Double.isFinite(Threshold)) {
            throw Errors.validation("The value " + Threshold + " for parameter Threshold is invalid.");
        }
        if (DatapointsToAlarm != null && DatapointsToAlarm > EvaluationPeriods) {
            throw Errors.validation("DatapointsToAlarm (" + DatapointsToAlarm
                    + ") must be less than or equal to EvaluationPeriods (" + EvaluationPeriods + ").");
        }
        var comparison = Comparison.of(ComparisonOperator)
                .orElseThrow(() -> Errors.validation("The value " + ComparisonOperator
                        + " for parameter ComparisonOperator is not supported yet: there are no anomaly detectors."));
        return new AlarmSpec.Rule(
                EvaluationPeriods, DatapointsToAlarm, comparison, Threshold, missingData(), lowSamples());
    }

    private @Nullable MissingData missingData() {
        return TreatMissingData == null
                ? null
                : MissingData.of(TreatMissingData)
                        .orElseThrow(() -> option(
                                TreatMissingData, "TreatMissingData", "breaching, notBreaching, ignore and missing"));
    }

    private @Nullable String lowSamples() {
        var option = EvaluateLowSampleCountPercentile;
        if (option != null && !List.of("evaluate", "ignore").contains(option)) {
            throw option(option, "EvaluateLowSampleCountPercentile", "evaluate and ignore");
        }
        if (option != null && ExtendedStatistic == null) {
            throw Errors.validation(
                    "EvaluateLowSampleCountPercentile needs an ExtendedStatistic that is a percentile.");
        }
        return option;
    }

    private static ApiException option(String value, String parameter, String known) {
        return Errors.validation("Option " + value + " is not supported. Supported options for parameter " + parameter
                + " are " + known + ".");
    }

    /// CloudWatch's own limits, and that of how closely values are kept here.
    private static void requireKept(int seconds, int periods) {
        var span = Duration.ofSeconds((long) seconds * periods);
        if (seconds < HOUR && span.compareTo(DAY) > 0) {
            throw Errors.validation("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must"
                    + " be <= 86400).");
        }
        if (span.compareTo(WEEK) > 0) {
            throw Errors.validation(
                    "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800).");
        }
        long fine = MetricStore.FINE.toSeconds();
        if (seconds < COARSE && span.toSeconds() > fine) {
            throw Errors.validation("EvaluationPeriods * Period (" + span.toSeconds() + ") must be <= " + fine
                    + " for periods of less than five minutes: for longer, values are not kept that closely here.");
        }
    }
}
