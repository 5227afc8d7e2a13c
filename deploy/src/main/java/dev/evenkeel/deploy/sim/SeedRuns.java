package dev.evenkeel.deploy.sim;

import dev.evenkeel.reconcilers.sim.SeededRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs seeds of the simulator on all processors and tells of them in the order of the seeds.
public final class SeedRuns {
    private static final int FEW = 20;
    private static final int EVERY = 100;

    private final PrintStream out;
    private long batches;
    private long calls;
    private long containers;
    private long faults;
    private int failed;

    private SeedRuns(PrintStream out) {
        this.out = out;
    }

    /// Runs `seeds` seeds from `first` on, and prints those that fail with what it takes to see them fail again.
    ///
    /// @return 0 when every promise was kept, otherwise 1: an exit code
    public static int run(PrintStream out, int seeds, long first) throws InterruptedException {
        var begin = System.nanoTime();
        var runs = new SeedRuns(out);
        try (var processors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var results = new ArrayList<Future<SeededRun.Result>>();
            for (long seed = first; seed < first + seeds; seed++) {
                long one = seed;
                results.add(processors.submit(() -> SeededRun.checked(one)));
            }
            for (int i = 0; i < results.size(); i++) {
                runs.tell(results.get(i).get(), seeds <= FEW);
                if (seeds > FEW && (i + 1) % EVERY == 0) {
                    out.printf(Locale.ROOT, "%d of %d seeds, %d failed%n", i + 1, seeds, runs.failed);
                }
            }
        } catch (ExecutionException defect) {
            throw new IllegalStateException("the simulator itself failed", defect.getCause());
        }
        return runs.end(seeds, first, Duration.ofNanos(System.nanoTime() - begin));
    }

    private void tell(SeededRun.Result result, boolean always) {
        batches += result.batches();
        calls += result.calls();
        containers += result.containers();
        faults += result.faults();
        failed += result.passed() ? 0 : 1;
        if (always || !result.passed()) {
            out.println(result.text());
        }
    }

    private int end(int seeds, long first, Duration took) {
        out.printf(
                Locale.ROOT,
                "%d seeds from %d in %d s: %d batches, %d calls, %d containers, %d faults; %s%n",
                seeds,
                first,
                took.toSeconds(),
                batches,
                calls,
                containers,
                faults,
                failed == 0 ? "every promise kept" : failed + " FAILED");
        return failed == 0 ? 0 : 1;
    }
}
