package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Hash;
import java.nio.charset.StandardCharsets;

/// Batches as bytes. Placeholder until the binary codec: the text of the batch, for its hash.
public final class BatchCodec {
    private BatchCodec() {}

    /// The bytes of a batch and their hash.
    public static EventLog.Encoded encode(Batch batch) {
        var bytes = batch.toString().getBytes(StandardCharsets.UTF_8);
        return new EventLog.Encoded(batch, bytes, Hash.digest(bytes));
    }
}
