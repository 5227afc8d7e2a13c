package dev.evenkeel.store.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The values of one metric. Safe for several threads.
final class Series {
    private final String unit;
    private final Map<Grain, NavigableMap<Instant, Statistic>> points = new EnumMap<>(Grain.class);
    private Instant latest = Instant.MIN;

    Series(String unit) {
        this.unit = unit;
        for (var grain : Grain.values()) {
            points.put(grain, new TreeMap<>());
        }
    }

    String unit() {
        return unit;
    }

    synchronized void put(Instant at, int resolution, Statistic values, Instant now) {
        var fine = of(Grain.FINE);
        fine.merge(Grain.FINE.begin(at, resolution), values, Statistic::plus);
        latest = at.isAfter(latest) ? at : latest;
        coarsen(Grain.FINE, Grain.FIVE_MINUTES, now);
        coarsen(Grain.FIVE_MINUTES, Grain.HOURS, now);
        of(Grain.HOURS).headMap(Grain.HOURS.oldest(now)).clear();
    }

    private NavigableMap<Instant, Statistic> of(Grain grain) {
        return points.computeIfAbsent(grain, _ -> new TreeMap<>());
    }

    private void coarsen(Grain from, Grain to, Instant now) {
        var old = of(from).headMap(from.oldest(now));
        old.forEach((at, values) -> of(to).merge(to.begin(at, 1), values, Statistic::plus));
        old.clear();
    }

    /// When the latest value was measured.
    synchronized Instant latest() {
        return latest;
    }

    /// The values from one time until before another, earliest first.
    ///
    /// @param coarsest seconds; what was taken together over more is left out
    synchronized List<MetricStore.Point> points(Instant from, Instant until, int coarsest) {
        var found = new ArrayList<MetricStore.Point>();
        for (var grain : List.of(Grain.HOURS, Grain.FIVE_MINUTES, Grain.FINE)) {
            if (grain.seconds() <= coarsest) {
                of(grain).subMap(from, until).forEach((at, values) -> found.add(new MetricStore.Point(at, values)));
            }
        }
        return found;
    }
}
