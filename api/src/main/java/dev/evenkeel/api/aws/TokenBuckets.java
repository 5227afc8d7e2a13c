package dev.evenkeel.api.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Token buckets, one for each group of operations: a full bucket lets a burst in, and fills again at a steady rate.
/// Safe for any number of threads.
public final class TokenBuckets implements Throttle {
    private final BiFunction<String, String, Optional<Group>> groups;
    private final Map<String, Bucket> buckets = new TreeMap<>();

    /// @param groups the group of an operation of a service; empty for one that is never throttled
    public TokenBuckets(BiFunction<String, String, Optional<Group>> groups) {
        this.groups = groups;
    }

    /// Operations that share a bucket.
    ///
    /// @param burst calls that a full bucket holds
    /// @param perSecond calls that flow in
    public record Group(String name, int burst, int perSecond) {}

    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        Bucket(double tokens, Instant filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }

    @Override
    public synchronized boolean admits(String service, String operation, Instant at) {
        var group = groups.apply(service, operation);
        if (group.isEmpty()) {
            return true;
        }
        var of = group.get();
        var bucket = buckets.computeIfAbsent(service + "/" + of.name, _ -> new Bucket(of.burst, at));
        if (at.isAfter(bucket.filledAt)) {
            double seconds = Duration.between(bucket.filledAt, at).toNanos() / 1e9;
            bucket.tokens = Math.min(of.burst, bucket.tokens + seconds * of.perSecond);
            bucket.filledAt = at;
        }
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }
}
