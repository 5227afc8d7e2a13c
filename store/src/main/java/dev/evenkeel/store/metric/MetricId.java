package dev.evenkeel.store.metric;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is measured, as CloudWatch names it.
///
/// @param dimensions values by name, such as `ClusterName`
public record MetricId(String region, String namespace, String name, SortedMap<String, String> dimensions)
        implements Comparable<MetricId> {
    private static final Comparator<MetricId> ORDER = Comparator.comparing(MetricId::region)
            .thenComparing(MetricId::namespace)
            .thenComparing(MetricId::name)
            .thenComparing(id -> id.dimensions.toString());

    public MetricId {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    @Override
    public int compareTo(MetricId other) {
        return ORDER.compare(this, other);
    }
}
