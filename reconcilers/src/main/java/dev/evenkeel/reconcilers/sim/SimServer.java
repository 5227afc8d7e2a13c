package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.command.HostCommand.LoseHost;
import dev.evenkeel.reconcilers.command.HostCommand.RegisterHost;
import dev.evenkeel.reconcilers.command.HostCommand.TakeReport;
import dev.evenkeel.reconcilers.host.HostLink;
import dev.evenkeel.reconcilers.host.LocalHostLink;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Ledger.Receipt;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.Transaction;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.log.MemoryEventLog.CrashException;
import dev.evenkeel.store.log.MemoryEventLog.Disk;
import dev.evenkeel.store.log.MemoryEventLog.Fate;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.snapshot.Digest;
import dev.evenkeel.store.snapshot.Replay;
import dev.evenkeel.store.snapshot.Rows;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.WatchHub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The server: the real ledger, conductor and reconcilers over a log that outlives their process.
final class SimServer {
    private static final Duration LEASE = Duration.ofSeconds(45);
    /// Few, so that watchers have to read the log.
    private static final int RING = 8;
    private static final Duration BOOKMARKS = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Agenda agenda;
    private final Dice dice;
    private final Trace trace;
    private final Findings findings;
    private final List<Checker> checkers;
    private final Reconcilers reconcilers;
    private final SimWatcher watcher;
    private final SimProxy proxy;
    private final Disk disk = new Disk();
    private @Nullable Incarnation process;
    private State checked = State.EMPTY;
    private boolean dying;
    private boolean diskFull;
    private Duration writeTime = Duration.ZERO;
    private Instant busyUntil = Instant.MIN;

    /// What ends when the process does.
    private static final class Incarnation {
        private final LedgerCore ledger;
        private final Turns turns;
        private final Instant startedAt;
        private final TreeMap<HostId, Instant> heard = new TreeMap<>();
        private final TreeMap<HostId, LocalHostLink> lines = new TreeMap<>();

        Incarnation(LedgerCore ledger, Instant startedAt) {
            this.ledger = ledger;
            this.turns = new Turns(ledger);
            this.startedAt = startedAt;
        }
    }

    SimServer(
            Agenda agenda,
            Dice dice,
            Trace trace,
            Findings findings,
            List<Checker> checkers,
            SimWatcher watcher,
            SimProxy proxy,
            Reconcilers reconcilers) {
        this.agenda = agenda;
        this.dice = dice;
        this.trace = trace;
        this.findings = findings;
        this.checkers = checkers;
        this.watcher = watcher;
        this.proxy = proxy;
        this.reconcilers = reconcilers;
        disk.fates(this::fate);
    }

    // Life.

    void start() {
        dying = false;
        var log = new MemoryEventLog(disk);
        var state = recover(log);
        var ledger = new LedgerCore(log, state, reconcilers.conductor(), dice.next(), this::defect);
        ledger.listen(this::committed);
        var hub = new WatchHub(log, state.revision(), RING, BOOKMARKS);
        ledger.listen(hub);
        watcher.connect(hub);
        var started = new Incarnation(ledger, agenda.now());
        process = started;
        proxy.start(ledger);
        trace.add("server", () -> "starts at " + state.revision());
        watchLeases(started);
    }

    boolean isUp() {
        return process != null;
    }

    void crash() {
        trace.add("server", () -> "dies");
        watcher.disconnect();
        proxy.stop();
        process = null;
    }

    /// Dies in the middle of its next write.
    void crashWriting() {
        dying = true;
    }

    void diskFull(boolean full) {
        diskFull = full;
    }

    void diskSlow(Duration perWrite) {
        writeTime = perWrite;
    }

    private Fate fate(List<Encoded> batches) {
        if (dying) {
            return new Fate.Crash(dice.below(batches.size() + 1));
        }
        return diskFull ? new Fate.Refused("no space left on device") : Fate.KEPT;
    }

    /// The state as a start finds it on the disk. What became durable in the crash itself is checked now.
    private State recover(EventLog log) {
        try (var cursor = log.read(checked.revision().next())) {
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                var before = checked;
                check(
                        next.get().batch(),
                        before,
                        Fold.apply(before, next.get().batch(), next.get().hash()));
            }
        }
        var state = Replay.toEnd(log);
        findings.check(
                state.equals(checked),
                "snapshot and log give the state there was",
                state.revision() + ", it was " + checked.revision());
        return state;
    }

    /// Stores a snapshot, from which the next start goes on.
    void keepSnapshot() {
        var copy = Rows.copy(checked);
        findings.check(copy.equals(checked), "rows give the state they were made of", checked.revision());
        disk.keep(copy);
    }

    /// Folds the whole log anew.
    void checkLog() {
        try (var log = new MemoryEventLog(disk)) {
            var state = Replay.fromStart(log, log.last());
            findings.check(state.equals(checked), "the log alone gives the state", checked.revision());
            findings.check(
                    Digest.of(state).equals(Digest.of(checked)), "equal states have one digest", checked.revision());
        }
    }

    private void defect(Origin origin, RuntimeException error) {
        findings.add("no decision throws", origin + ": " + error);
    }

    private void committed(Batch batch, State before, State after) {
        check(batch, before, after);
        if (process instanceof Incarnation alive) {
            proxy.changed(before, after);
            alive.lines.values().forEach(line -> line.published(before, after, batch));
        }
    }

    private void check(Batch batch, State before, State after) {
        trace.add("log", () -> Words.of(batch));
        checkers.forEach(checker -> checker.durable(batch, before, after));
        checked = after;
    }

    // Turns.

    boolean isDue(Instant now) {
        return process instanceof Incarnation alive && !now.isBefore(busyUntil) && alive.turns.isDue(now);
    }

    Optional<Instant> wakeAt() {
        return process instanceof Incarnation alive
                ? alive.turns.wakeAt().map(at -> at.isBefore(busyUntil) ? busyUntil : at)
                : Optional.empty();
    }

    /// @return whether the process lived through it
    boolean step(Instant now) {
        try {
            if (process instanceof Incarnation alive && alive.turns.step(now) && !writeTime.isZero()) {
                busyUntil = now.plus(writeTime);
                agenda.after(writeTime, () -> {});
            }
            return true;
        } catch (CrashException died) {
            crash();
            return false;
        }
    }

    // What others ask of it.

    /// The durable state, also while the server is down.
    State state() {
        return checked;
    }

    /// @return empty when nobody listens
    <R> Optional<CompletionStage<Receipt<R>>> submit(Origin origin, Transaction<R> transaction) {
        return process instanceof Incarnation alive
                ? Optional.of(alive.ledger.submit(origin, transaction))
                : Optional.empty();
    }

    /// The server's end of a new line to this host.
    Optional<HostLink> connect(SimHost host) {
        if (!(process instanceof Incarnation alive)) {
            return Optional.empty();
        }
        var line = new LocalHostLink(host.id, alive.ledger.state(), report -> take(alive, report));
        alive.lines.put(host.id, line);
        return Optional.of(line);
    }

    private static CompletionStage<@Nullable Void> take(Incarnation alive, Report report) {
        var origin = new Origin.HostReport(report.host(), report.sequence());
        return alive.ledger.submit(origin, new TakeReport(report)).thenApply(_ -> null);
    }

    /// A host gave a sign of life.
    void heard(SimHost host) {
        if (process instanceof Incarnation alive) {
            alive.heard.put(host.id, agenda.now());
            boolean known = alive.ledger
                    .state()
                    .hosts()
                    .get(host.id)
                    .filter(HostRow::connected)
                    .isPresent();
            if (!known) {
                alive.ledger.submit(new Origin.Lease(host.id), new RegisterHost(host.id, host.spec));
            }
        }
    }

    private void watchLeases(Incarnation alive) {
        if (process != alive) {
            return;
        }
        alive.ledger.state().hosts().values().filter(HostRow::connected).forEach(row -> {
            var heard = alive.heard.getOrDefault(row.id(), alive.startedAt);
            if (heard.plus(LEASE).isBefore(agenda.now())) {
                alive.ledger.submit(new Origin.Lease(row.id()), new LoseHost(row.id()));
            }
        });
        agenda.after(ROUND, () -> watchLeases(alive));
    }
}
