package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;

/// Evidence points backwards at events that exist, and every chain of reasons ends outside.
final class EvidenceChecker implements Checker {
    private final Findings findings;
    private final List<Integer> sizes = new ArrayList<>(List.of(0));

    EvidenceChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        sizes.add(batch.entries().size());
        for (int i = 0; i < batch.entries().size(); i++) {
            var place = batch.ref(i);
            var evidence = batch.entries().get(i).reason().evidence();
            boolean inner = batch.origin() instanceof Origin.Reconcile;
            findings.check(!inner || !evidence.isEmpty(), "an inner decision names its evidence", place);
            for (var ref : evidence) {
                findings.check(exists(ref, place), "evidence is an earlier event", place + " names " + ref);
            }
        }
    }

    private boolean exists(EventRef ref, EventRef place) {
        long revision = ref.revision().value();
        return ref.compareTo(place) < 0
                && revision > 0
                && ref.index() >= 0
                && ref.index() < sizes.get(Math.toIntExact(revision));
    }
}
