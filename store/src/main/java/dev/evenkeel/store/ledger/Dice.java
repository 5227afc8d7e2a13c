package dev.evenkeel.store.ledger;

import java.util.HexFormat;

/// Seeded randomness: SplitMix64, the same on every JDK.
public final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long DEPLOYMENT_DIGITS = 1_000_000_000_000_000_000L;

    private long state;

    /// Dice that throw what this seed says.
    public Dice(long seed) {
        this.state = seed;
    }

    /// The next 64 bits.
    public long next() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// A number from 0 to `bound` - 1.
    public int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /// True in `percent` of 100 throws.
    public boolean chance(int percent) {
        return below(100) < percent;
    }

    /// 32 hexadecimal digits, as ECS names tasks.
    public String hex32() {
        return HexFormat.of().toHexDigits(next()) + HexFormat.of().toHexDigits(next());
    }

    /// 19 digits, the first not 0, as ECS names deployments.
    public String digits19() {
        long digits = DEPLOYMENT_DIGITS + Long.remainderUnsigned(next(), 8 * DEPLOYMENT_DIGITS);
        return Long.toString(digits);
    }
}
