package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Stat;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.alarm.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/// What an alarm sees when it is judged.
///
/// @param end of the latest period
/// @param period seconds
/// @param samples of the periods that have a value, latest first
/// @param weak whether there is a percentile of too few values to say anything
public record Window(Instant end, int period, List<Sample> samples, boolean weak) {
    /// Beyond the periods that count, so that a late value is not missed.
    private static final int MORE = 2;

    private static final int MINUTE = 60;

    /// Values come a little late.
    private static final Duration LATE = Duration.ofSeconds(12);

    private static final Duration FINE_LATE = Duration.ofSeconds(4);

    /// The end of the latest period that can be judged. Longer periods than a minute are judged every minute.
    public static Instant end(int period, Instant now) {
        var settled = now.minus(period < MINUTE ? FINE_LATE : LATE);
        long into = Math.floorMod(settled.getEpochSecond(), Math.min(period, MINUTE));
        return settled.truncatedTo(ChronoUnit.SECONDS).minusSeconds(into);
    }

    /// The length of an alarm's periods: those of all its metrics are equal.
    public static int period(AlarmSpec spec) {
        var metric = spec.metric();
        if (metric != null) {
            return metric.period();
        }
        return spec.queries().stream().flatMapToInt(Window::period).max().orElse(MINUTE);
    }

    private static IntStream period(MetricQuery query) {
        var stat = query.stat();
        if (stat != null) {
            return IntStream.of(stat.period());
        }
        return query.period() instanceof Integer own ? IntStream.of(own) : IntStream.empty();
    }

    /// What there is to see up to a time.
    public static Window of(AlarmSpec spec, MetricStore store, String region, Instant end) {
        int period = period(spec);
        var periods = Periods.before(end, spec.rule().periods() + MORE, period);
        var reader = new MetricReader(store, region);
        var metric = spec.metric();
        return metric == null
                ? new Window(end, period, samples(new MetricMath(reader, spec.queries()).returned(periods)), false)
                : of(metric, spec.rule(), reader, periods);
    }

    private static Window of(MetricStat metric, AlarmSpec.Rule rule, MetricReader reader, Periods periods) {
        boolean weak = "ignore".equals(rule.lowSamples())
                && Stat.of(metric.stat()).orElseThrow() instanceof Stat.Percentile percentile
                && !reader.statistics(metric, periods).values().stream().allMatch(percentile::isSignificant);
        return new Window(periods.until(), periods.seconds(), samples(reader.values(metric, periods)), weak);
    }

    private static List<Sample> samples(SortedMap<Instant, Double> values) {
        return values.entrySet().stream()
                .map(entry -> new Sample(entry.getKey(), entry.getValue()))
                .toList()
                .reversed();
    }

    /// How many periods ago a sample's period ended, 1 for the latest.
    int age(Sample sample) {
        return (int) (Duration.between(sample.at(), end).toSeconds() / period);
    }

    /// The beginning of the earliest of the last so many periods.
    Instant begin(int count) {
        return end.minusSeconds((long) count * period);
    }
}
