package dev.evenkeel.api.ecs;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a task's `cpu` and `memory`, which may be written with a unit: `1 vCPU`, `2 GB`.
final class Sizes {
    private static final int PER_CORE = 1024;
    private static final Pattern CPU = Pattern.compile("(\\d{1,9}(?:\\.\\d+)?)\\s*(vcpu)?");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,9}(?:\\.\\d+)?)\\s*(gb|mb)?");

    private Sizes() {}

    /// CPU units, 1024 a core.
    static Optional<Integer> cpuUnits(String text) {
        return units(CPU.matcher(text.trim().toLowerCase(Locale.ROOT)), "vcpu");
    }

    /// MiB.
    static Optional<Integer> mebibytes(String text) {
        return units(MEMORY.matcher(text.trim().toLowerCase(Locale.ROOT)), "gb");
    }

    private static Optional<Integer> units(Matcher matcher, String thousandfold) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var factor = thousandfold.equals(matcher.group(2)) ? PER_CORE : 1;
        try {
            int units = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(factor))
                    .intValueExact();
            return units > 0 ? Optional.of(units) : Optional.empty();
        } catch (ArithmeticException notWhole) {
            return Optional.empty();
        }
    }
}
