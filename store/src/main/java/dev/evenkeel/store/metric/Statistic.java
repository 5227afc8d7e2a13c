package dev.evenkeel.store.metric;

/// Several values taken together.
///
/// @param count how many; at least one, and no whole number where a caller has weighed them
public record Statistic(double count, double sum, double minimum, double maximum) {
    /// One value.
    public static Statistic of(double value) {
        return new Statistic(1, value, value, value);
    }

    /// With other values.
    public Statistic plus(Statistic other) {
        return new Statistic(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }

    /// The mean of the values.
    public double average() {
        return sum / count;
    }
}
