package dev.evenkeel.api.monitoring;

import dev.evenkeel.store.metric.MetricStore.Minute;
import dev.evenkeel.store.metric.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A span of time cut into periods of the same length, as CloudWatch cuts it.
///
/// @param from its beginning, whole minutes
/// @param until its end, exclusive
record Periods(Instant from, Instant until, Duration length) {
    private static final int MINUTE = 60;

    /// @param seconds length of a period
    /// @throws dev.evenkeel.api.protocol.ApiException when there are no such periods
    static Periods of(Instant start, Instant end, int seconds) {
        if (!start.isBefore(end)) {
            throw Errors.value("The parameter StartTime must be less than the parameter EndTime.");
        }
        if (seconds % MINUTE != 0) {
            throw Errors.value(
                    "The value " + seconds
                            + " for parameter Period is not supported: it must be a multiple of 60, as nothing is kept more finely.");
        }
        return new Periods(start.truncatedTo(ChronoUnit.MINUTES), end, Duration.ofSeconds(seconds));
    }

    /// How many they are.
    long count() {
        return Math.ceilDiv(Duration.between(from, until).toSeconds(), length.toSeconds());
    }

    /// The values of each period that has some, by its beginning.
    SortedMap<Instant, Statistic> of(List<Minute> minutes) {
        var periods = new TreeMap<Instant, Statistic>();
        for (var minute : minutes) {
            long into = minute.minute().getEpochSecond() % length.toSeconds();
            var begin = minute.minute().minusSeconds(into);
            periods.merge(begin.isBefore(from) ? from : begin, minute.values(), Statistic::plus);
        }
        return periods;
    }
}
