package dev.evenkeel.reconcilers.janitor;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.TokenExpired;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TokenRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Forgets client tokens after a time, as AWS does.
public final class TokenJanitor implements Reconciler<TokenRow.Key> {
    private final Duration retention;

    /// @param retention how long a token answers for its call
    public TokenJanitor(Duration retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "token-janitor";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TokenExpired.class);
    }

    @Override
    public Stream<TokenRow.Key> all(State state) {
        return state.tokens().values().map(TokenRow::key);
    }

    @Override
    public Stream<TokenRow.Key> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(TokenUsed.class::isInstance)
                .map(event -> new TokenRow.Key(((TokenUsed) event).scope(), ((TokenUsed) event).token()));
    }

    @Override
    public Decision reconcile(State state, TokenRow.Key key, Inputs inputs) {
        var token = state.tokens().get(key).orElse(null);
        if (token == null) {
            return Decision.NOTHING;
        }
        var due = token.at().plus(retention);
        if (inputs.now().isBefore(due)) {
            return new Decision(List.of(), Optional.of(due));
        }
        var why = new Reason.Elapsed(retention, List.of(token.since()));
        return new Decision(List.of(new Entry(new TokenExpired(key.scope(), key.token()), why)), Optional.empty());
    }
}
