package dev.evenkeel.deploy.cli;

import dev.evenkeel.reconcilers.sim.SeededRun;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel sim`
@Command(name = "sim", description = "Runs simulations with faults; a seed that fails says how to see it again.")
final class SimCommand implements Callable<Integer> {
    private static final int REPORT_EVERY = 100;

    @Option(names = "--seeds", paramLabel = "N", required = true, description = "How many seeds.")
    private long seeds;

    @Option(names = "--from", paramLabel = "S", description = "The first of them (default: 1).")
    private long from = 1;

    @Spec
    private @Nullable CommandSpec spec;

    private long done;
    private long failed;

    /// Seeds are independent of each other, so each processor takes some.
    @Override
    public Integer call() {
        LongStream.range(from, from + seeds)
                .parallel()
                .mapToObj(SeededRun::checked)
                .forEach(this::tell);
        Terminal.out(spec).println(seeds + " seeds from " + from + ", " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private synchronized void tell(SeededRun.Result result) {
        done++;
        var out = Terminal.out(spec);
        if (!result.passed()) {
            failed++;
            out.println(result.text());
        } else if (seeds == 1) {
            out.println(result.text());
        } else if (done % REPORT_EVERY == 0) {
            out.println(done + " of " + seeds + " seeds done");
        }
        out.flush();
    }
}
