package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.DamagedLogException;
import dev.evenkeel.store.log.DataDirectory;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.LogUnavailableException;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The log on RocksDB. One append is one record of its write-ahead file and one sync, made by the calling thread, of
/// which there is one.
///
/// After an error of the disk it refuses appends and goes on reading; the next append opens the database anew, drops
/// what the failed one may have left, and is written if the disk takes it again.
public final class RocksEventLog implements EventLog {
    /// Appends are refused when less than this is free, in bytes: room for RocksDB to put its house in order.
    public static final long SPARE = 128L << 20;

    private final Path path;
    private final Mark mark;
    private final Options options;
    private final boolean readOnly;
    /// Held for reading around each use of `db`, for writing while it is exchanged.
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    /// Null when closed, or when it could not be opened again after an error.
    private @Nullable Db db;

    private boolean broken;
    private Hash head;
    private volatile Revision last;

    /// How a log is opened.
    ///
    /// @param spare appends are refused when fewer bytes are free
    /// @param snapshots finds the newest stored state
    /// @param warnings hears, at most once, what was cut off at the end of the log
    public record Options(long spare, Supplier<Optional<State>> snapshots, Consumer<String> warnings) {}

    private RocksEventLog(Path path, Mark mark, Options options, boolean readOnly, Db db)
            throws RocksDBException, IOException {
        this.path = path;
        this.mark = mark;
        this.options = options;
        this.readOnly = readOnly;
        this.db = db;
        this.last = readOnly ? later(Reader.last(db), mark.acknowledged()) : Reader.last(db);
        this.head = readOnly || last.equals(Revision.ZERO)
                ? Hash.ZERO
                : Reader.chunk(db, last, last, 1).getFirst().hash();
    }

    private static Revision later(Revision one, Revision other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// Opens the log in a data directory.
    ///
    /// @throws DamagedLogException when batches that were acknowledged are not there; nothing was changed then
    public static RocksEventLog open(DataDirectory directory, Options options) {
        return open(directory, options, false);
    }

    /// Opens what can be read of a log, damaged or not, and changes nothing. It takes no appends, and reading it
    /// fails at the first batch that was acknowledged and is not there.
    public static RocksEventLog inspect(DataDirectory directory) {
        return open(directory, new Options(0, Optional::empty, _ -> {}), true);
    }

    private static RocksEventLog open(DataDirectory directory, Options options, boolean readOnly) {
        var path = directory.folder("log");
        var mark = Mark.open(directory.path().resolve("log.mark"));
        try {
            if (readOnly) {
                return over(Db.openReadOnly(path), path, mark, options, true);
            }
            requireWhole(path, mark, options.warnings());
            var log = over(Db.open(path), path, mark, options, false);
            mark.begin(log.last);
            mark.acknowledge(log.last);
            return log;
        } catch (RocksDBException | IOException unusable) {
            mark.close();
            throw new LogUnavailableException("the log in " + path + " cannot be opened: " + unusable, unusable);
        } catch (RuntimeException refused) {
            mark.close();
            throw refused;
        }
    }

    private static RocksEventLog over(Db db, Path path, Mark mark, Options options, boolean readOnly)
            throws RocksDBException, IOException {
        try {
            return new RocksEventLog(path, mark, options, readOnly, db);
        } catch (RocksDBException | IOException | RuntimeException refused) {
            db.close();
            throw refused;
        }
    }

    /// Looks without touching anything: opening for writing would drop for good what follows a damaged record.
    private static void requireWhole(Path path, Mark mark, Consumer<String> warnings) throws RocksDBException {
        if (Files.notExists(path.resolve("CURRENT"))) {
            requireNothingLost(mark, Revision.ZERO);
            return;
        }
        try (var look = Db.openReadOnly(path)) {
            var last = Reader.last(look);
            requireNothingLost(mark, last);
            if (mark.begun().compareTo(last) > 0) {
                warnings.accept("the last write of the log was not finished when the process ended, and nobody was told"
                        + " that it was: " + last.next() + " is cut off, the log ends at " + last);
            }
        }
    }

    private static void requireNothingLost(Mark mark, Revision last) {
        if (mark.acknowledged().compareTo(last) > 0) {
            throw new DamagedLogException(
                    last.next(), "batches from there to " + mark.acknowledged() + " cannot be read", null);
        }
    }

    @Override
    public CompletionStage<Revision> append(List<Encoded> batches) {
        if (readOnly) {
            throw new IllegalStateException("the log was opened for reading");
        }
        requireContinues(batches);
        var target = batches.getLast();
        try {
            requireSpace();
            if (broken) {
                reopen();
            }
            mark.begin(target.batch().revision());
            write(batches);
        } catch (RocksDBException failed) {
            broken = true;
            return unavailable("the log was not written: " + failed.getMessage(), failed);
        } catch (LogUnavailableException full) {
            return CompletableFuture.failedStage(full);
        }
        var revision = target.batch().revision();
        mark.acknowledge(revision);
        head = target.hash();
        last = revision;
        return CompletableFuture.completedStage(revision);
    }

    private static CompletionStage<Revision> unavailable(String message, Exception cause) {
        return CompletableFuture.failedStage(new LogUnavailableException(
                message + ". Reads go on; writes are taken again as soon as the disk takes them.", cause));
    }

    private void requireContinues(List<Encoded> batches) {
        var expected = last;
        var previous = head;
        for (var batch : batches) {
            expected = expected.next();
            if (!batch.batch().revision().equals(expected)
                    || !batch.batch().previous().equals(previous)) {
                throw new IllegalStateException(batch.batch().revision() + " does not continue the log at " + last);
            }
            previous = batch.hash();
        }
    }

    private void requireSpace() {
        long free = path.toFile().getUsableSpace();
        if (free < options.spare()) {
            throw new LogUnavailableException(
                    "the disk of " + path + " is full: " + (free >> 20) + " MiB are free and " + (options.spare() >> 20)
                            + " are needed. Reads go on; writes are taken again as soon as there is room.",
                    null);
        }
    }

    private void write(List<Encoded> batches) throws RocksDBException {
        using(open -> {
            try (var write = new WriteBatch()) {
                for (var batch : batches) {
                    write.put(open.batches(), Records.key(batch.batch().revision()), Records.value(batch));
                }
                open.rocks().write(open.synced(), write);
                return batches.size();
            }
        });
    }

    /// What is done with the database, which is not exchanged meanwhile.
    @FunctionalInterface
    interface Use<T> {
        T with(Db db) throws RocksDBException;
    }

    <T> T using(Use<T> work) throws RocksDBException {
        use.readLock().lock();
        try {
            return work.with(requireOpen());
        } finally {
            use.readLock().unlock();
        }
    }

    /// A new database in place of one that has met an error, without anything that was not acknowledged. Where that
    /// cannot be had, one that is at least read.
    private void reopen() throws RocksDBException {
        use.writeLock().lock();
        try {
            closeDb();
            var opened = Db.open(path);
            db = opened;
            opened.dropAfter(last);
            broken = false;
        } catch (RocksDBException failed) {
            closeDb();
            db = Db.openReadOnly(path);
            throw failed;
        } finally {
            use.writeLock().unlock();
        }
    }

    private void closeDb() {
        if (db instanceof Db open) {
            db = null;
            open.close();
        }
    }

    private Db requireOpen() {
        if (db instanceof Db open) {
            return open;
        }
        throw new LogUnavailableException("the log in " + path + " is closed", null);
    }

    @Override
    public Cursor read(Revision from) {
        return new Reader(this::chunk, from);
    }

    private List<Encoded> chunk(Revision from, int most) {
        try {
            return using(open -> Reader.chunk(open, from, last, most));
        } catch (RocksDBException unreadable) {
            throw new DamagedLogException(from, "it cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public Revision last() {
        return last;
    }

    @Override
    public Optional<State> snapshot() {
        return options.snapshots().get();
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closeDb();
            mark.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
