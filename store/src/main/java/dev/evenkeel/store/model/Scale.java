package dev.evenkeel.store.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A share of a service's desired count, in percent: `unscaled / 10^decimals`, without needless zeros.
public record Scale(long unscaled, int decimals) {
    /// All of it.
    public static final Scale FULL = new Scale(100, 0);

    /// None of it.
    public static final Scale NONE = new Scale(0, 0);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_DECIMALS = 9;

    /// @param percent 0 to 100; digits after the ninth decimal are cut off
    public static Scale of(BigDecimal percent) {
        var exact = percent.setScale(MOST_DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
        var plain = exact.scale() < 0 ? exact.setScale(0) : exact;
        return new Scale(plain.unscaledValue().longValueExact(), plain.scale());
    }

    /// The percentage.
    public BigDecimal percent() {
        return BigDecimal.valueOf(unscaled, decimals);
    }

    /// How many of `desired` tasks this is, rounded up as in ECS.
    public int of(int desired) {
        return percent()
                .multiply(BigDecimal.valueOf(desired))
                .divide(HUNDRED, 0, RoundingMode.CEILING)
                .intValueExact();
    }
}
