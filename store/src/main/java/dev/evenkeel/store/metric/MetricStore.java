package dev.evenkeel.store.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The last three hours of measurements, minute by minute. Any thread may use it; it never holds more than so many
/// series, however many names callers think of.
public final class MetricStore {
    /// How long a minute is kept.
    public static final Duration RETENTION = Duration.ofHours(3);

    private final int mostSeries;
    private final ConcurrentSkipListMap<MetricId, Series> series = new ConcurrentSkipListMap<>();

    /// @param unit as CloudWatch names it, such as `Percent`
    private record Series(String unit, TreeMap<Instant, Statistic> minutes) {}

    /// What was measured within a minute.
    ///
    /// @param minute its beginning
    public record Minute(Instant minute, Statistic values) {}

    /// A store of so many series at most.
    public MetricStore(int mostSeries) {
        this.mostSeries = mostSeries;
    }

    /// Adds values to those of the minute.
    ///
    /// @param now in order to forget what is too old
    /// @return false when the values are too old, or the series would be one too many
    public boolean put(MetricId id, String unit, Instant at, Statistic values, Instant now) {
        if (at.isBefore(now.minus(RETENTION))) {
            return false;
        }
        if (!series.containsKey(id) && series.size() >= mostSeries) {
            forget(now);
            if (series.size() >= mostSeries) {
                return false;
            }
        }
        var minute = at.truncatedTo(ChronoUnit.MINUTES);
        series.compute(id, (_, known) -> {
            var minutes = known == null ? new TreeMap<Instant, Statistic>() : new TreeMap<>(known.minutes());
            minutes.headMap(now.minus(RETENTION)).clear();
            minutes.merge(minute, values, Statistic::plus);
            return new Series(known == null ? unit : known.unit(), minutes);
        });
        return true;
    }

    private void forget(Instant now) {
        series.values().removeIf(each -> each.minutes().lastKey().isBefore(now.minus(RETENTION)));
    }

    /// The minutes from one time until before another, earliest first.
    public List<Minute> minutes(MetricId id, Instant from, Instant until) {
        var found = series.get(id);
        if (found == null || !from.isBefore(until)) {
            return List.of();
        }
        NavigableMap<Instant, Statistic> within = found.minutes().subMap(from, true, until, false);
        return within.entrySet().stream()
                .map(entry -> new Minute(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The unit of a series, if there is one.
    public Optional<String> unit(MetricId id) {
        return Optional.ofNullable(series.get(id)).map(Series::unit);
    }

    /// The series of a region that have values since a time, in order.
    public List<MetricId> ids(String region, Instant since) {
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().region().equals(region))
                .filter(entry -> !entry.getValue().minutes().lastKey().isBefore(since))
                .map(entry -> entry.getKey())
                .toList();
    }
}
