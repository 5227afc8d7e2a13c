package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The log as something that can be asked: what happened at a place in it, and where something was spoken of.
public final class History {
    private final EventLog log;
    private final EventIndex index;

    public History(EventLog log, EventIndex index) {
        this.log = log;
        this.index = index;
    }

    /// An event where it stands.
    public record Recorded(EventRef ref, Instant at, Origin origin, Event event, Reason reason) {}

    /// The batch of a revision, if there is one.
    public Optional<Batch> batch(Revision revision) {
        try (var cursor = log.read(revision)) {
            return cursor.next()
                    .map(EventLog.Encoded::batch)
                    .filter(batch -> batch.revision().equals(revision));
        }
    }

    /// The event at a place, if there is one.
    public Optional<Recorded> event(EventRef ref) {
        return batch(ref.revision())
                .filter(batch ->
                        ref.index() >= 0 && ref.index() < batch.entries().size())
                .map(batch -> recorded(batch, ref));
    }

    private static Recorded recorded(Batch batch, EventRef ref) {
        var entry = batch.entries().get(ref.index());
        return new Recorded(ref, batch.at(), batch.origin(), entry.event(), entry.reason());
    }

    /// The newest events about an entity, oldest of them first.
    ///
    /// @param entity as [Entities] names it
    /// @param limit how many at most
    public List<Recorded> about(String entity, int limit) {
        return index.about(entity, limit).stream()
                .flatMap(ref -> event(ref).stream())
                .toList();
    }

    /// The batch of a call, if it is known.
    public Optional<Batch> request(String requestId) {
        return index.request(requestId).flatMap(this::batch);
    }
}
