package dev.evenkeel.deploy.bench;

/// What the heap holds.
final class Heap {
    private Heap() {}

    /// Bytes in use, after everything that is not was thrown away.
    static long used() {
        var runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
