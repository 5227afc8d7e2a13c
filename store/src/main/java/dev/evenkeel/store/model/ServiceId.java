package dev.evenkeel.store.model;

import java.util.Comparator;

/// A service: its name within a cluster. A name is free again once its service is INACTIVE.
public record ServiceId(ClusterId cluster, String name) implements Comparable<ServiceId> {
    private static final Comparator<ServiceId> ORDER =
            Comparator.comparing(ServiceId::cluster).thenComparing(ServiceId::name);

    @Override
    public int compareTo(ServiceId other) {
        return ORDER.compare(this, other);
    }

    /// `region/cluster/name`, for people.
    @Override
    public String toString() {
        return cluster + "/" + name;
    }
}
