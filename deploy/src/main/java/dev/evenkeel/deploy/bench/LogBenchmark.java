package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.process.Directories;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.ledger.Reactor;
import dev.evenkeel.store.ledger.RoleRunner;
import dev.evenkeel.store.ledger.Transaction;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.rocks.RocksEventLog;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/// Durable appends of about 256 bytes: a file that was preallocated and is synced with fdatasync, which is what the
/// disk can do; the log alone; and the ledger, which also decides, encodes and folds.
final class LogBenchmark implements Benchmark {
    private static final int[] CLIENTS = {1, 16, 64, 256};
    private static final Duration EACH = Duration.ofSeconds(3);
    private static final int RECORD = 256;
    private static final int PUTS = 8_000;
    private static final Doc.Struct INPUT = Doc.EMPTY
            .with("cluster", Doc.of("default"))
            .with("taskDefinition", Doc.of("web:17"))
            .with("count", Doc.of(2));

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String title() {
        return "durable appends of 256 bytes, beside a bare file and etcd";
    }

    @Override
    public void run(Report report) throws IOException, InterruptedException {
        var path = Files.createTempDirectory("evenkeel-bench");
        try {
            report.figure("", "%8s %12s %10s %10s", "clients", "appends/s", "p50 ms", "p99 ms");
            file(report, path);
            log(report, path);
            ledger(report, path);
            etcd(report, path);
        } finally {
            Directories.delete(path);
        }
    }

    private static void measure(Report report, String name, IntFunction<CompletionStage<?>> request)
            throws InterruptedException {
        ClosedLoop.run(request, 64, EACH.dividedBy(2));
        for (int clients : CLIENTS) {
            print(report, name, clients, ClosedLoop.run(request, clients, EACH));
        }
    }

    private static void print(Report report, String name, int clients, ClosedLoop.Result result) {
        var latencies = result.latencies();
        report.figure(
                name,
                "%8d %,12.0f %10.3f %10.3f",
                clients,
                latencies.perSecond(result.elapsed()),
                latencies.millisAt(50),
                latencies.millisAt(99));
    }

    private static void etcd(Report report, Path path) throws IOException, InterruptedException {
        var started = Etcd.start(path.resolve("etcd"));
        if (started.isEmpty()) {
            report.remark("etcd is not installed");
            return;
        }
        try (var etcd = started.get()) {
            for (int clients : CLIENTS) {
                int each = Math.max(PUTS / 4, PUTS * Math.min(clients, 4) / 4) / clients;
                var result = HttpLoad.run(etcd.address(), Etcd.puts(clients, each, RECORD));
                print(
                        report,
                        "etcd, HTTP gateway",
                        clients,
                        new ClosedLoop.Result(result.latencies(), result.elapsed()));
            }
        }
    }

    private static void file(Report report, Path path) throws IOException, InterruptedException {
        int size = 256 << 20;
        try (var file = FileChannel.open(path.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var zeros = ByteBuffer.allocateDirect(1 << 20);
            for (int at = 0; at < size; at += zeros.capacity()) {
                file.write(zeros.clear(), at);
            }
            file.force(true);
            var records = ByteBuffer.allocateDirect(RECORD * 256);
            var position = new long[1];
            try (var commit = new GroupCommit(count -> {
                file.write(records.clear().limit(count * RECORD), position[0]);
                file.force(false);
                position[0] = (position[0] + (long) count * RECORD) % (size - records.capacity());
            })) {
                measure(report, "bare file", _ -> commit.submit());
            }
        }
    }

    private static void log(Report report, Path path) throws IOException, InterruptedException {
        try (var directory = DataDirectory.open(path.resolve("log"));
                var log = open(directory)) {
            var head = new Hash[] {Hash.ZERO};
            try (var commit = new GroupCommit(count -> {
                var group = new ArrayList<Encoded>(count);
                var revision = log.last();
                for (int i = 0; i < count; i++) {
                    revision = revision.next();
                    group.add(batch(revision, head[0]));
                    head[0] = group.getLast().hash();
                }
                log.append(group).toCompletableFuture().join();
            })) {
                measure(report, "log", _ -> commit.submit());
            }
        }
    }

    private static void ledger(Report report, Path path) throws IOException, InterruptedException {
        try (var directory = DataDirectory.open(path.resolve("ledger"));
                var log = open(directory)) {
            var ledger = new LedgerCore(log, State.EMPTY, Reactor.NONE, 1, (_, defect) -> {
                throw defect;
            });
            var role = RoleRunner.start(
                    ledger, InstantSource.system(), Thread.ofPlatform().name("ledger"));
            try (role) {
                measure(report, "ledger", _ -> ledger.submit(call(), new Nothing()));
            }
        }
    }

    private static RocksEventLog open(DataDirectory directory) {
        return RocksEventLog.open(directory, new RocksEventLog.Options(0, Optional::empty, _ -> {}));
    }

    /// A call that changes nothing; who made it is recorded all the same.
    private static final class Nothing implements Transaction<Integer> {
        @Override
        public Outcome<Integer> decide(State tip, Inputs inputs) {
            return Outcome.accepted(0, List.of());
        }

        @Override
        public Doc.Struct input() {
            return INPUT;
        }
    }

    private static Origin call() {
        return new Origin.Call(
                "0f0e0d0c-1111-2222-3333-444455556666", "arn:aws:iam::123456789012:user/ci", "ecs:RunTask");
    }

    private static Encoded batch(Revision revision, Hash previous) {
        var entry = new Entry(new Called("ecs:RunTask", INPUT), new Reason.Requested());
        return BatchCodec.encode(
                new Batch(revision, 1, Instant.EPOCH, call(), revision.value(), previous, List.of(entry)));
    }
}
