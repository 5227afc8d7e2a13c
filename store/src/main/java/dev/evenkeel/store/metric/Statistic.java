package dev.evenkeel.store.metric;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Several values taken together.
///
/// @param count how many; at least one, and no whole number where a caller has weighed them
/// @param spread how they are spread; absent where all are the same, and where nobody told
public record Statistic(
        double count,
        double sum,
        double minimum,
        double maximum,
        @Nullable Distribution spread) {
    /// Values of which nobody told how they are spread.
    public Statistic(double count, double sum, double minimum, double maximum) {
        this(count, sum, minimum, maximum, null);
    }

    /// One value.
    public static Statistic of(double value) {
        return of(value, 1);
    }

    /// One value, so many times.
    public static Statistic of(double value, double count) {
        return new Statistic(count, value * count, value, value);
    }

    /// With other values.
    public Statistic plus(Statistic other) {
        return new Statistic(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                spread(other));
    }

    private @Nullable Distribution spread(Statistic other) {
        var mine = known();
        var theirs = other.known();
        boolean same = minimum == other.maximum && maximum == other.minimum;
        return same || mine == null || theirs == null ? null : mine.plus(theirs);
    }

    private @Nullable Distribution known() {
        return minimum == maximum ? Distribution.of(minimum, count) : spread;
    }

    /// The mean of the values.
    public double average() {
        return sum / count;
    }

    /// The value that this share of them does not exceed, within one percent; empty where nobody told.
    ///
    /// @param percent from 0 to 100
    public OptionalDouble percentile(double percent) {
        var known = known();
        return known == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp(known.percentile(percent), minimum, maximum));
    }
}
