package dev.evenkeel.reconcilers.balancing;

/// Lengths of time by slots that are three percent wide, from microseconds to hours.
public final class Latency {
    /// How many slots there are.
    public static final int SLOTS = 1_024;

    private static final int PRECISION = 5;
    private static final int FINE = 1 << PRECISION;
    private static final double MICROS = 1e6;

    private Latency() {}

    /// The slot of a length.
    public static int slot(long nanos) {
        long micros = Math.max(0, nanos / 1_000);
        int shift = Math.max(0, Long.SIZE - PRECISION - 1 - Long.numberOfLeadingZeros(micros));
        return (int) Math.min(SLOTS - 1, (long) shift * FINE + (micros >>> shift));
    }

    /// The middle of a slot, in seconds.
    public static double seconds(int slot) {
        int shift = Math.max(0, slot / FINE - 1);
        double micros = (slot - shift * FINE + 0.5) * (1L << shift);
        return micros / MICROS;
    }
}
