package dev.evenkeel.reconcilers.capacity;

import java.util.Map;
import java.util.TreeMap;

/// The pairs of CPU and memory that Fargate has.
public final class FargateSizes {
    private static final Map<Integer, Steps> BY_CPU = new TreeMap<>(Map.of(
            512, new Steps(1, 4, 1),
            1024, new Steps(2, 8, 1),
            2048, new Steps(4, 16, 1),
            4096, new Steps(8, 30, 1),
            8192, new Steps(16, 60, 4),
            16_384, new Steps(32, 120, 8)));
    private static final int SMALLEST_CPU = 256;
    private static final int MEBIBYTES = 1024;

    private FargateSizes() {}

    /// All in GiB.
    private record Steps(int least, int most, int step) {
        boolean has(int memory) {
            boolean whole = memory % MEBIBYTES == 0;
            int size = memory / MEBIBYTES;
            return whole && size >= least && size <= most && (size - least) % step == 0;
        }
    }

    /// Whether there is such a size.
    ///
    /// @param cpu CPU units, 1024 a core
    /// @param memory MiB
    public static boolean has(int cpu, int memory) {
        if (cpu == SMALLEST_CPU) {
            return memory == MEBIBYTES / 2 || memory == MEBIBYTES || memory == 2 * MEBIBYTES;
        }
        var steps = BY_CPU.get(cpu);
        return steps != null && steps.has(memory);
    }
}
