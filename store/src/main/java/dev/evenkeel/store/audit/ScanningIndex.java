package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds things by reading the whole log: for logs in memory, which are small.
public final class ScanningIndex implements EventIndex {
    private final EventLog log;

    public ScanningIndex(EventLog log) {
        this.log = log;
    }

    @Override
    public List<EventRef> about(String entity, int limit) {
        var found = new ArrayList<EventRef>();
        for (var batch : batches()) {
            for (int i = 0; i < batch.entries().size(); i++) {
                if (Entities.of(batch.entries().get(i).event()).contains(entity)) {
                    found.add(batch.ref(i));
                }
            }
        }
        return List.copyOf(found.subList(Math.max(0, found.size() - limit), found.size()));
    }

    @Override
    public Optional<Revision> request(String requestId) {
        return batches().stream()
                .filter(batch -> batch.origin() instanceof Origin.Call call
                        && call.requestId().equals(requestId))
                .map(Batch::revision)
                .findFirst();
    }

    private List<Batch> batches() {
        var batches = new ArrayList<Batch>();
        try (var cursor = log.read(Revision.ZERO)) {
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                batches.add(next.get().batch());
            }
        }
        return batches;
    }
}
