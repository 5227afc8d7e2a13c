package dev.evenkeel.store.model.alarm;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an alarm watches, and when it is to go off.
///
/// @param metric what is watched; absent where it is metric math
/// @param queries the lines of metric math; exactly one of them is returned
/// @param rule when values breach
public record AlarmSpec(
        @Nullable String description,
        AlarmActions actions,
        @Nullable MetricStat metric,
        List<MetricQuery> queries,
        Rule rule) {
    /// When an alarm is to go off: once so many of the last periods breach.
    ///
    /// @param periods that are looked at
    /// @param datapoints that must breach; all of the periods if absent
    /// @param missing as it was said; `missing` if absent
    /// @param lowSamples whether percentiles of few samples count: `evaluate` or `ignore`, as it was said
    public record Rule(
            int periods,
            @Nullable Integer datapoints,
            Comparison comparison,
            double threshold,
            @Nullable MissingData missing,
            @Nullable String lowSamples) {
        /// How many of the periods must breach.
        public int needed() {
            return Objects.requireNonNullElse(datapoints, periods);
        }

        /// What a period without values counts as.
        public MissingData treatMissing() {
            return Objects.requireNonNullElse(missing, MissingData.MISSING);
        }
    }

    public AlarmSpec {
        queries = List.copyOf(queries);
    }

    /// With other actions.
    public AlarmSpec withActions(AlarmActions other) {
        return new AlarmSpec(description, other, metric, queries, rule);
    }
}
