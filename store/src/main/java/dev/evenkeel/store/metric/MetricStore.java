package dev.evenkeel.store.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Measurements of the last fifteen days, in memory: as they came for three hours, in five minutes for a day, in hours
/// for the rest. Any thread may use it; it never holds more than so many series, however many names callers think of.
public final class MetricStore {
    /// How long anything is kept.
    public static final Duration RETENTION = Grain.HOURS.kept();

    /// How long values are kept as they came.
    public static final Duration FINE = Grain.FINE.kept();

    /// How long values are kept in five minutes at least.
    public static final Duration FIVE_MINUTES = Grain.FIVE_MINUTES.kept();

    private final int mostSeries;
    private final Map<MetricId, Series> series = new ConcurrentSkipListMap<>();

    /// What was measured within a while.
    ///
    /// @param at its beginning
    public record Point(Instant at, Statistic values) {}

    /// A store of so many series at most.
    public MetricStore(int mostSeries) {
        this.mostSeries = mostSeries;
    }

    /// Adds values to those of the same while. The first unit of a series is its unit.
    ///
    /// @param resolution seconds, the length of the while
    /// @param now in order to forget what is too old
    /// @return false when the values are too old, or the series would be one too many
    public boolean put(MetricValue value, Instant at, int resolution, Instant now) {
        if (at.isBefore(now.minus(RETENTION)) || isOneTooMany(value.id(), now)) {
            return false;
        }
        series.computeIfAbsent(value.id(), _ -> new Series(value.unit())).put(at, resolution, value.statistic(), now);
        return true;
    }

    private boolean isOneTooMany(MetricId id, Instant now) {
        if (series.containsKey(id) || series.size() < mostSeries) {
            return false;
        }
        series.values().removeIf(each -> each.latest().isBefore(now.minus(RETENTION)));
        return series.size() >= mostSeries;
    }

    /// The values from one time until before another, earliest first.
    ///
    /// @param coarsest seconds; what was taken together over more is left out
    public List<Point> points(MetricId id, Instant from, Instant until, int coarsest) {
        var found = series.get(id);
        return found == null || !from.isBefore(until) ? List.of() : found.points(from, until, coarsest);
    }

    /// The unit of a series, if there is one.
    public Optional<String> unit(MetricId id) {
        return Optional.ofNullable(series.get(id)).map(Series::unit);
    }

    /// The series of a region that have values since a time, in order.
    public List<MetricId> ids(String region, Instant since) {
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().region().equals(region))
                .filter(entry -> !entry.getValue().latest().isBefore(since))
                .map(Map.Entry::getKey)
                .toList();
    }
}
