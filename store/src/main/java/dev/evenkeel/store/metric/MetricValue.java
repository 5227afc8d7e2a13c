package dev.evenkeel.store.metric;

/// What was measured of a metric.
///
/// @param unit as CloudWatch names it
public record MetricValue(MetricId id, String unit, Statistic statistic) {}
