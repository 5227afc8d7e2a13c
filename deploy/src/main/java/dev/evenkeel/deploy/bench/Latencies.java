package dev.evenkeel.deploy.bench;

import java.time.Duration;
import java.util.Arrays;

/// Durations of many equal things.
public record Latencies(long[] sortedNanos) {
    /// Sorts a copy.
    public static Latencies of(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /// The duration that `percent` of them do not exceed, in milliseconds.
    public double millisAt(double percent) {
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(sortedNanos.length * percent / 100) - 1;
        return sortedNanos[Math.clamp(index, 0, sortedNanos.length - 1)] / 1e6;
    }

    /// How many there were.
    public int count() {
        return sortedNanos.length;
    }

    /// Their rate when they took this long altogether.
    public double perSecond(Duration elapsed) {
        return count() / (elapsed.toNanos() / 1e9);
    }
}
