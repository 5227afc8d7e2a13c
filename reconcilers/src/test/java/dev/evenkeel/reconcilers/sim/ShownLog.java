package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A log that is shown to checkers batch by batch, a second apart.
abstract class ShownLog {
    static final Origin CALL = new Origin.Call("r-1", "root", "ecs:RunTask");
    static final Origin REPORT = new Origin.HostReport(Given.H1, 1);
    static final Origin INNER = new Origin.Reconcile("service", "web");

    final Findings findings = new Findings();
    State state = State.EMPTY;
    Instant now = Given.START;

    /// What the next batch says of itself, where it lies.
    @Nullable
    Hash hash;

    void show(Checker checker, Origin origin, Reason reason, Event... events) {
        var entries =
                Arrays.stream(events).map(event -> new Entry(event, reason)).toList();
        var batch = new Batch(state.revision().next(), 1, now, origin, 1, state.head(), entries);
        var before = state;
        state = Fold.apply(
                before, batch, hash == null ? BatchCodec.encode(batch).hash() : hash);
        checker.durable(batch, before, state);
        now = now.plus(Duration.ofSeconds(1));
    }

    void found(String... invariants) {
        var names = findings.list().stream()
                .map(f -> f.substring(0, f.indexOf(": ")))
                .toList();
        assertEquals(List.of(invariants), names);
    }
}
