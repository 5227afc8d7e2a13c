package dev.evenkeel.store.log.rocks;

import dev.evenkeel.store.event.Revision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/// An open RocksDB: the batches by revision, and the indexes made of them.
final class Db implements AutoCloseable {
    private static final long MEBIBYTE = 1L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final List<AbstractNativeReference> owned = new ArrayList<>();
    private final WriteOptions synced = own(new WriteOptions().setSync(true));
    private final WriteOptions unsynced = own(new WriteOptions());
    private final RocksDB rocks;
    private final ColumnFamilyHandle batches;
    private final ColumnFamilyHandle byEntity;
    private final ColumnFamilyHandle byRequest;

    private Db(Path path, boolean readOnly) throws RocksDBException {
        var handles = new ArrayList<ColumnFamilyHandle>();
        var families = List.of(
                family(RocksDB.DEFAULT_COLUMN_FAMILY, 1),
                family("batches".getBytes(StandardCharsets.US_ASCII), 32),
                family("by_entity".getBytes(StandardCharsets.US_ASCII), 8),
                family("by_request".getBytes(StandardCharsets.US_ASCII), 8));
        var options = own(options());
        try {
            this.rocks = readOnly
                    ? RocksDB.openReadOnly(options, path.toString(), families, handles)
                    : RocksDB.open(options, path.toString(), families, handles);
        } catch (RocksDBException refused) {
            closeOwned();
            throw refused;
        }
        this.batches = handles.get(1);
        this.byEntity = handles.get(2);
        this.byRequest = handles.get(3);
    }

    static Db open(Path path) throws RocksDBException {
        return new Db(path, false);
    }

    /// Reads the files and changes none of them.
    static Db openReadOnly(Path path) throws RocksDBException {
        return new Db(path, true);
    }

    /// Recycled write-ahead files spare each sync the change of a file's length. Their tails hold old records, so
    /// recovery must end at the first record that does not belong, and [Mark] says whether it may.
    private static DBOptions options() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(4)
                .setMaxTotalWalSize(96 * MEBIBYTE)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
    }

    /// Batches are written in key order and never changed, so compaction moves files and rewrites none; it shall never
    /// hold up a write.
    private ColumnFamilyDescriptor family(byte[] name, int bufferMebibytes) {
        var options = own(new ColumnFamilyOptions()
                .setWriteBufferSize(bufferMebibytes * MEBIBYTE)
                .setMaxWriteBufferNumber(4)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setLevel0SlowdownWritesTrigger(1000)
                .setLevel0StopWritesTrigger(1000)
                .setSoftPendingCompactionBytesLimit(0)
                .setHardPendingCompactionBytesLimit(0)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockSize(16 << 10)));
        return new ColumnFamilyDescriptor(name, options);
    }

    private <T extends AbstractNativeReference> T own(T reference) {
        owned.add(reference);
        return reference;
    }

    RocksDB rocks() {
        return rocks;
    }

    ColumnFamilyHandle batches() {
        return batches;
    }

    ColumnFamilyHandle byEntity() {
        return byEntity;
    }

    ColumnFamilyHandle byRequest() {
        return byRequest;
    }

    /// How a write is made that shall be durable when it returns.
    WriteOptions synced() {
        return synced;
    }

    /// How a write is made that can be made again.
    WriteOptions unsynced() {
        return unsynced;
    }

    /// Drops every batch after this one.
    void dropAfter(Revision last) throws RocksDBException {
        rocks.deleteRange(batches, synced, Records.key(last.next()), Records.key(new Revision(-1)));
    }

    @Override
    public void close() {
        batches.close();
        byEntity.close();
        byRequest.close();
        rocks.close();
        closeOwned();
    }

    private void closeOwned() {
        owned.forEach(AbstractNativeReference::close);
    }
}
