package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Deletes secrets for good when their recovery window is over.
public final class SecretJanitor implements Reconciler<SecretId> {
    @Override
    public String name() {
        return "secret-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(SecretDeleted.class);
    }

    @Override
    public Stream<SecretId> all(State state) {
        return state.vault()
                .secrets()
                .values()
                .filter(secret -> secret.deleteAt() != null)
                .map(SecretRow::id);
    }

    @Override
    public Stream<SecretId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(SecretDeletionPlanned.class::isInstance)
                .map(event -> ((SecretDeletionPlanned) event).secret());
    }

    @Override
    public Decision reconcile(State state, SecretId key, Inputs inputs) {
        var secret = state.vault().secrets().get(key).orElse(null);
        if (secret == null || !(secret.deleteAt() instanceof Instant due)) {
            return Decision.NOTHING;
        }
        if (inputs.now().isBefore(due)) {
            return new Decision(List.of(), Optional.of(due));
        }
        var late = Duration.between(due, inputs.now());
        var why = new Reason.Elapsed(late, List.of(secret.since()));
        return new Decision(List.of(new Entry(new SecretDeleted(key), why)), Optional.empty());
    }
}
