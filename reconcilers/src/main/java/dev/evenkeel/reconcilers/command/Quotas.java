package dev.evenkeel.reconcilers.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How much of everything there may be. Without another figure, as in ECS.
public record Quotas(Map<Quota, Integer> set) {
    /// ECS's own figures.
    public static final Quotas DEFAULTS = new Quotas(new EnumMap<>(Quota.class));

    public Quotas {
        var copy = new EnumMap<Quota, Integer>(Quota.class);
        copy.putAll(set);
        set = Collections.unmodifiableMap(copy);
    }

    /// One quota.
    public enum Quota {
        CLUSTERS(10_000),
        SERVICES_PER_CLUSTER(5_000),
        TASKS_PER_SERVICE(5_000),
        REVISIONS_PER_FAMILY(1_000_000);

        private final int standard;

        Quota(int standard) {
            this.standard = standard;
        }

        /// As people write it, such as `services-per-cluster`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The quota that people write so.
        public static Optional<Quota> of(String word) {
            return Arrays.stream(values()).filter(q -> q.word().equals(word)).findFirst();
        }
    }

    /// The figure of a quota.
    public int of(Quota quota) {
        return set.getOrDefault(quota, quota.standard);
    }

    /// With another figure for one quota.
    public Quotas with(Quota quota, int figure) {
        if (figure < 0) {
            throw new IllegalArgumentException("a quota is 0 or more, not " + figure);
        }
        var changed = new TreeMap<>(set);
        changed.put(quota, figure);
        return new Quotas(changed);
    }
}
