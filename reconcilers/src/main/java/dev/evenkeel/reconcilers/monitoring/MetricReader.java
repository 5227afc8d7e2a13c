package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.model.alarm.MetricStat;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The metrics of a region as alarms and callers look at them.
public record MetricReader(MetricStore store, String region) {
    /// The series that is meant.
    public MetricId id(MetricStat stat) {
        return new MetricId(region, stat.namespace(), stat.name(), new TreeMap<>(stat.dimensions()));
    }

    /// All that was measured, by the beginnings of periods. Values of another unit than the one that is asked for are
    /// none.
    public SortedMap<Instant, Statistic> statistics(MetricStat stat, Periods periods) {
        var id = id(stat);
        boolean other = stat.unit() != null && !store.unit(id).equals(Optional.of(stat.unit()));
        return other
                ? new TreeMap<>()
                : periods.of(store.points(id, periods.from(), periods.until(), periods.seconds()));
    }

    /// What the statistic makes of each period. Periods of which it cannot be told are left out.
    public SortedMap<Instant, Double> values(MetricStat stat, Periods periods) {
        var wanted = Stat.of(stat.stat()).orElseThrow();
        var values = new TreeMap<Instant, Double>();
        statistics(stat, periods)
                .forEach((at, statistic) -> wanted.of(statistic).ifPresent(value -> values.put(at, value)));
        return values;
    }
}
