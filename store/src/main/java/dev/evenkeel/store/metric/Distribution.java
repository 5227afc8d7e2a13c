package dev.evenkeel.store.metric;

import java.util.Arrays;

/// How values are spread, closely enough for percentiles: each counts in a slot that is one percent wide. Where values
/// lie too far apart for the slots that there may be, the smallest are taken together.
public final class Distribution {
    private static final double WIDTH = Math.log1p(0.01);

    /// Above the slot of the smallest of all numbers, so that slots have the order of their values.
    private static final int OFFSET = 100_000;

    private static final int MOST_SLOTS = 512;

    private final int[] slots;
    private final double[] weights;

    private Distribution(int[] slots, double[] weights) {
        this.slots = slots;
        this.weights = weights;
    }

    /// One value, so many times.
    public static Distribution of(double value, double weight) {
        return new Distribution(new int[] {slot(value)}, new double[] {weight});
    }

    private static int slot(double value) {
        if (value == 0) {
            return 0;
        }
        int size = (int) Math.ceil(Math.log(Math.abs(value)) / WIDTH) + OFFSET;
        return value > 0 ? size : -size;
    }

    private static double middle(int slot) {
        return slot == 0 ? 0 : Math.signum(slot) * Math.exp((Math.abs(slot) - OFFSET - 0.5) * WIDTH);
    }

    /// Both taken together.
    public Distribution plus(Distribution other) {
        var merged = new int[slots.length + other.slots.length];
        var sums = new double[merged.length];
        int length = 0;
        for (int i = 0, j = 0; i < slots.length || j < other.slots.length; length++) {
            boolean mine = j == other.slots.length || (i < slots.length && slots[i] <= other.slots[j]);
            boolean theirs = i == slots.length || (j < other.slots.length && other.slots[j] <= slots[i]);
            merged[length] = mine ? slots[i] : other.slots[j];
            sums[length] = (mine ? weights[i] : 0) + (theirs ? other.weights[j] : 0);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        var all = new Distribution(Arrays.copyOf(merged, length), Arrays.copyOf(sums, length));
        return length > MOST_SLOTS ? all.trimmed() : all;
    }

    /// With what is below the highest slots counted in the lowest of them.
    private Distribution trimmed() {
        int cut = slots.length - MOST_SLOTS;
        var kept = Arrays.copyOfRange(weights, cut, weights.length);
        kept[0] += Arrays.stream(weights, 0, cut).sum();
        return new Distribution(Arrays.copyOfRange(slots, cut, slots.length), kept);
    }

    /// The value that this share of all values does not exceed.
    ///
    /// @param percent from 0 to 100
    double percentile(double percent) {
        double left = Arrays.stream(weights).sum() * percent / 100;
        int i = 0;
        while (i < slots.length - 1 && left > weights[i]) {
            left -= weights[i++];
        }
        return middle(slots[i]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(slots, that.slots)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(slots);
    }
}
