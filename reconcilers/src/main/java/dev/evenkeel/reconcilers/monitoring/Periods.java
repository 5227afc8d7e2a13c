package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.store.metric.MetricStore.Point;
import dev.evenkeel.store.metric.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A span of time cut into periods of the same length from its beginning on.
///
/// @param from its beginning
/// @param until its end, exclusive
/// @param seconds length of a period
public record Periods(Instant from, Instant until, int seconds) {
    /// The last so many whole periods before a time.
    public static Periods before(Instant end, int count, int seconds) {
        return new Periods(end.minusSeconds((long) count * seconds), end, seconds);
    }

    /// How many they are.
    public long count() {
        return Math.ceilDiv(Duration.between(from, until).toSeconds(), seconds);
    }

    /// The beginning of the period in which a time lies.
    public Instant begin(Instant at) {
        long into = Duration.between(from, at).toSeconds() % seconds;
        return at.truncatedTo(ChronoUnit.SECONDS).minusSeconds(into);
    }

    /// The values of each period that has some, by its beginning.
    public SortedMap<Instant, Statistic> of(List<Point> points) {
        var periods = new TreeMap<Instant, Statistic>();
        for (var point : points) {
            var begin = begin(point.at());
            periods.merge(begin.isBefore(from) ? from : begin, point.values(), Statistic::plus);
        }
        return periods;
    }
}
