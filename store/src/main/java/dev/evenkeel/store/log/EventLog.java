package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where batches are kept: on RocksDB, or in memory.
public interface EventLog extends AutoCloseable {
    /// Appends batches that continue the log, and completes when all of them are durable: after one sync of the disk.
    /// They become durable together or not at all.
    ///
    /// @return the revision of the last of them; fails with [LogUnavailableException]
    CompletionStage<Revision> append(List<Encoded> batches);

    /// Batches from a revision on, in order. The caller closes the cursor.
    Cursor read(Revision from);

    /// The last batch, or zero.
    Revision last();

    /// The newest state that was stored whole, if its fold version is the current one.
    Optional<State> snapshot();

    @Override
    void close();

    /// A batch with the bytes and the hash that the log keeps of it.
    record Encoded(Batch batch, byte[] bytes, Hash hash) {}

    /// A reading position.
    interface Cursor extends AutoCloseable {
        /// The next batch, or empty at the present end of the log.
        Optional<Encoded> next();

        @Override
        void close();
    }
}
