package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.bench.Benchmark;
import dev.evenkeel.deploy.bench.Benchmarks;
import dev.evenkeel.deploy.bench.Report;
import dev.evenkeel.deploy.process.Machine;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `evenkeel bench`
@Command(name = "bench", description = "Measures Evenkeel, beside others where there are any.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description = "Which one: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Spec
    private @Nullable CommandSpec spec;

    /// What there is to measure.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all().stream().map(Benchmark::name).iterator();
        }
    }

    private static List<Benchmark> all() {
        return Benchmarks.all(Machine.docker(), Machine.busybox());
    }

    @Override
    public Integer call() throws Exception {
        var all = all();
        var chosen = all.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + name + ": there are "
                        + all.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
        var report = new Report(Terminal.out(spec));
        report.title(chosen.name() + ": " + chosen.title());
        chosen.run(report);
        return 0;
    }
}
