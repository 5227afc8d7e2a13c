package dev.evenkeel.deploy.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// All benchmarks there are.
public final class Benchmarks {
    private Benchmarks() {}

    /// @param docker the engine for those that start containers
    /// @param busybox the content of the sample image
    public static List<Benchmark> all(URI docker, Path busybox) {
        return List.of(
                new LogBenchmark(),
                new TableBenchmark(),
                new StateBenchmark(),
                new ApiBenchmark(),
                new StartBenchmark(docker, busybox),
                new HealBenchmark(docker, busybox),
                new TailBenchmark(docker, busybox),
                new DeployBenchmark(docker, busybox),
                new ProxyBenchmark(),
                new CutoverBenchmark(docker),
                new BootBenchmark());
    }
}
