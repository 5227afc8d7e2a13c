package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Batches as bytes: a version of this layout, the batch's own members, then each event and its reason by the numbers
/// and versions of their types. Equal batches have equal bytes.
public final class BatchCodec {
    private static final int LAYOUT = 1;
    private static final Codec<Instant> INSTANT = Codecs.of(Instant.class);
    private static final Codec<Hash> HASH = Codecs.of(Hash.class);

    private BatchCodec() {}

    /// The bytes of a batch and their hash.
    public static EventLog.Encoded encode(Batch batch) {
        var out = new Out();
        out.octet(LAYOUT);
        out.unsigned(batch.revision().value());
        out.unsigned(batch.term());
        INSTANT.write(out, batch.at());
        Vocabulary.ORIGINS.write(out, batch.origin());
        out.fixed(batch.seed());
        HASH.write(out, batch.previous());
        out.unsigned(batch.entries().size());
        for (var entry : batch.entries()) {
            Vocabulary.EVENTS.write(out, entry.event());
            Vocabulary.REASONS.write(out, entry.reason());
        }
        var bytes = out.toBytes();
        return new EventLog.Encoded(batch, bytes, Hash.digest(bytes));
    }

    /// The batch of these bytes.
    ///
    /// @throws NewerEventException when a newer Evenkeel wrote them
    /// @throws MalformedException when nobody did
    public static Batch decode(byte[] bytes) {
        var in = new In(bytes);
        int layout = in.octet();
        if (layout > LAYOUT) {
            throw new NewerEventException("the log", "batches of layout " + layout);
        }
        if (layout != LAYOUT) {
            throw new MalformedException("no batch begins with " + layout);
        }
        var revision = new Revision(in.unsigned());
        try {
            return read(revision, in);
        } catch (NewerEventException newer) {
            throw newer.at(revision.toString());
        }
    }

    private static Batch read(Revision revision, In in) {
        long term = in.unsigned();
        var at = INSTANT.read(in);
        Origin origin = Vocabulary.ORIGINS.read(in);
        long seed = in.fixed();
        var previous = HASH.read(in);
        int count = in.count();
        if (count == 0) {
            throw new MalformedException("a batch without events");
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(Vocabulary.EVENTS.read(in), Vocabulary.REASONS.read(in)));
        }
        in.requireEnd();
        return new Batch(revision, term, at, origin, seed, previous, entries);
    }
}
