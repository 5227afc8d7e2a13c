package dev.evenkeel.store.model.alarm;

import org.jspecify.annotations.Nullable;

/// One line of metric math: a metric, or an expression over other lines.
///
/// @param id what expressions call it
/// @param stat of a metric; exactly one of this and the expression is there
/// @param returned whether it is the line that counts
/// @param period seconds; of an expression that names its own
public record MetricQuery(
        String id,
        @Nullable MetricStat stat,
        @Nullable String expression,
        @Nullable String label,
        boolean returned,
        @Nullable Integer period) {}
