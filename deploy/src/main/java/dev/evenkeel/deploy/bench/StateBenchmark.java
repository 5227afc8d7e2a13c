package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.rocks.RocksEventLog;
import dev.evenkeel.store.snapshot.Digest;
import dev.evenkeel.store.snapshot.Replay;
import dev.evenkeel.store.snapshot.SnapshotFiles;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/// What a million running tasks take: heap, folding, replay from disk, snapshot, start.
final class StateBenchmark implements Benchmark {
    private static final int TASKS = 1_000_000;
    private static final int GROUP = 256;

    @Override
    public String name() {
        return "state";
    }

    @Override
    public String title() {
        return "a million running tasks: heap, fold, replay, snapshot, start";
    }

    @Override
    public void run(Report report) throws IOException {
        var path = Files.createTempDirectory("evenkeel-bench");
        try (var directory = DataDirectory.open(path)) {
            var life = new Life(report, directory);
            life.grow();
            life.restart();
        } finally {
            Directories.delete(path);
        }
    }

    /// One data directory, filled and opened again.
    private record Life(Report report, DataDirectory directory) {
        void grow() throws IOException {
            long before = Heap.used();
            State state;
            try (var log = open(Optional::empty)) {
                var group = new ArrayList<Encoded>();
                var fleet = new Fleet(batch -> {
                    group.add(batch);
                    if (group.size() == GROUP) {
                        log.append(group).toCompletableFuture().join();
                        group.clear();
                    }
                });
                fleet.grow(TASKS);
                log.append(group).toCompletableFuture().join();
                state = fleet.state();
                report.figure(
                        "tasks",
                        "%,d by %,d events in %,d batches",
                        TASKS,
                        fleet.events(),
                        log.last().value());
                report.figure("fold alone", "%.2f M events/s", fleet.foldRate() / 1e6);
            }
            report.figure("log on disk", "%,d MiB", size("log") >> 20);
            report.figure("heap", "%,d B per task", (Heap.used() - before) / TASKS);
            var snapshots = snapshots();
            timed("snapshot written", () -> snapshots.write(state));
            report.figure("snapshot on disk", "%,d MiB", size("snapshots") >> 20);
            timed("digest", () -> Digest.of(state));
        }

        void restart() {
            try (var log = open(Optional::empty)) {
                long start = System.nanoTime();
                var state = Replay.toEnd(log);
                double seconds = (System.nanoTime() - start) / 1e9;
                report.figure(
                        "replay of the whole log", "%.1f s, %.2f M events/s", seconds, events(state) / seconds / 1e6);
            }
            long before = Heap.used();
            var snapshots = snapshots();
            var started = new State[1];
            timed("start from the snapshot", () -> {
                try (var log = open(() -> snapshots.newest(new Revision(Long.MAX_VALUE)))) {
                    started[0] = Replay.toEnd(log);
                }
            });
            long bytes = (Heap.used() - before) / started[0].tasks().byId().size();
            report.figure("heap after that start", "%,d B per task", bytes);
        }

        /// Four for each task, and a few for each service.
        private static long events(State state) {
            return state.tasks().byId().size() * 4L + state.services().size() * 4L;
        }

        private void timed(String what, Runnable work) {
            long start = System.nanoTime();
            work.run();
            report.figure(what, "%.1f s", (System.nanoTime() - start) / 1e9);
        }

        private RocksEventLog open(Supplier<Optional<State>> snapshots) {
            return RocksEventLog.open(directory, new RocksEventLog.Options(0, snapshots, _ -> {}));
        }

        private SnapshotFiles snapshots() {
            return new SnapshotFiles(directory.folder("snapshots"), report::remark);
        }

        private long size(String folder) throws IOException {
            try (var files = Files.walk(directory.folder(folder))) {
                return files.mapToLong(file -> file.toFile().length()).sum();
            }
        }
    }
}
