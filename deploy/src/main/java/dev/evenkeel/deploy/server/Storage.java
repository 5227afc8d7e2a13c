package dev.evenkeel.deploy.server;

import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.RoleRunner;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.rocks.RocksEventLog;
import dev.evenkeel.store.log.rocks.RocksIndex;
import dev.evenkeel.store.shelf.FileShelf;
import dev.evenkeel.store.snapshot.Replay;
import dev.evenkeel.store.snapshot.SnapshotFiles;
import dev.evenkeel.store.snapshot.Snapshots;
import dev.evenkeel.store.state.State;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of a data directory that a server holds open: the log, what is derived from it, and task logs.
///
/// @param state as of the end of the log
record Storage(
        DataDirectory directory, RocksEventLog log, RocksIndex index, SnapshotFiles files, FileShelf shelf, State state)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    /// Batches between two snapshots: a start folds at most so many.
    private static final long SNAPSHOT_EVERY = 100_000;

    /// Takes the directory for this process and folds its log.
    static Storage open(Path path) {
        var directory = DataDirectory.open(path);
        try {
            return open(directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Storage open(DataDirectory directory) {
        var files = new SnapshotFiles(directory.folder("snapshots"), LOG::warn);
        var opened = new AtomicReference<RocksEventLog>();
        var options = new RocksEventLog.Options(
                RocksEventLog.SPARE,
                () -> files.newest(Objects.requireNonNull(opened.get()).last()),
                LOG::warn);
        var log = RocksEventLog.open(directory, options);
        opened.set(log);
        try {
            var shelf = FileShelf.open(directory.folder("shelf"));
            return new Storage(directory, log, new RocksIndex(log), files, shelf, Replay.toEnd(log));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /// The log as something that can be asked.
    History history() {
        return new History(log, index);
    }

    /// Stores a snapshot now and then, and keeps the index near the end of the log.
    ///
    /// @return what to close in order to end that
    AutoCloseable follow(LedgerCore ledger, InstantSource clock) {
        var snapshots = new Snapshots(files, SNAPSHOT_EVERY, state, LOG::warn);
        ledger.listen(snapshots);
        var first = RoleRunner.start(snapshots, clock, background("snapshots"));
        var second = RoleRunner.start(index, clock, background("index"));
        return () -> {
            second.close();
            first.close();
        };
    }

    private static Thread.Builder background(String name) {
        return Thread.ofPlatform().name(name).daemon();
    }

    @Override
    public void close() {
        shelf.close();
        log.close();
        directory.close();
    }
}
