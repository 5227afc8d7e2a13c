package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Chains of small batches.
public final class Batches {
    private static final HostId HOST = new HostId("h-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Batches() {}

    /// The first `count` batches of a log.
    public static List<Encoded> chain(int count) {
        return chain(Revision.ZERO, Hash.ZERO, count);
    }

    /// Batches that follow one another, and the one given.
    public static List<Encoded> after(Encoded last, int count) {
        return chain(last.batch().revision(), last.hash(), count);
    }

    private static List<Encoded> chain(Revision after, Hash head, int count) {
        var batches = new ArrayList<Encoded>();
        var revision = after;
        var previous = head;
        for (int i = 0; i < count; i++) {
            revision = revision.next();
            var event = new LogGroupCreated(new LogGroupId("us-east-1", "group-" + revision.value() % 7));
            var batch = new Batch(
                    revision,
                    1,
                    START.plusMillis(revision.value()),
                    new Origin.Lease(HOST),
                    revision.value() * 31,
                    previous,
                    List.of(new Entry(event, new Reason.Observed())));
            var encoded = BatchCodec.encode(batch);
            previous = encoded.hash();
            batches.add(encoded);
        }
        return batches;
    }

    /// What identifies each of them: the hash of its bytes.
    public static List<Hash> hashes(List<Encoded> batches) {
        return batches.stream().map(Encoded::hash).toList();
    }

    /// The hashes of everything from a revision to the present end of a log.
    public static List<Hash> read(EventLog log, long from) {
        var batches = new ArrayList<Encoded>();
        try (var cursor = log.read(new Revision(from))) {
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                batches.add(next.get());
            }
        }
        return hashes(batches);
    }
}
