package dev.evenkeel.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// From nothing to ready, on an empty store.
final class BootBenchmark implements Benchmark {
    private static final int TIMES = 7;

    @Override
    public String name() {
        return "boot";
    }

    @Override
    public String title() {
        return "start to ready on an empty store, and resident memory";
    }

    @Override
    public void run(Report report) throws IOException, InterruptedException {
        var nanos = new long[TIMES];
        long resident = 0;
        for (int i = 0; i < TIMES; i++) {
            var began = System.nanoTime();
            try (var server = TemporaryServer.simulated()) {
                nanos[i] = System.nanoTime() - began;
                resident =
                        Math.max(resident, residentKilobytes(server.endpoint().pid()));
            }
        }
        var latencies = Latencies.of(nanos);
        report.figure(
                "process start to ready, median of " + TIMES, "%.0f ms (aim: under 1000)", latencies.millisAt(50));
        report.figure("slowest", "%.0f ms", latencies.millisAt(100));
        report.figure("resident memory when ready, most", "%d MB (aim: under 200)", resident / 1024);
    }

    /// Linux only; elsewhere 0.
    private static long residentKilobytes(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
