package dev.evenkeel.store.model.alarm;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is made of the values of a metric in each period.
///
/// @param dimensions values by name
/// @param period seconds
/// @param stat as CloudWatch writes it: `Average`, `p99.9`
/// @param unit only values of this unit; of any if absent
public record MetricStat(
        String namespace,
        String name,
        Map<String, String> dimensions,
        int period,
        String stat,
        @Nullable String unit) {
    public MetricStat {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }
}
