package dev.evenkeel.reconcilers.janitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.SecretEvent.SecretCreated;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SecretId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A secret in its recovery window goes for good when that is over, and not if it was taken back.
final class SecretJanitorTest {
    private static final SecretId DB = new SecretId("us-east-1", "db");
    private static final SecretId KEPT = new SecretId("us-east-1", "kept");
    private static final Instant DUE = Given.START.plus(Duration.ofDays(7));

    private final SecretJanitor janitor = new SecretJanitor();
    private final Given given = Given.cluster()
            .event(new SecretCreated(DB, "AbCdEf", Doc.EMPTY), new SecretCreated(KEPT, "GhIjKl", Doc.EMPTY))
            .event(new SecretDeletionPlanned(DB, DUE));

    private Decision look() {
        return janitor.reconcile(given.state(), DB, given.inputs());
    }

    @Test
    void onlySecretsThatShallGoAreLookedAt() {
        assertEquals(List.of(DB), janitor.all(given.state()).toList());
    }

    @Test
    void itWaitsForTheEndOfTheWindow() {
        given.later(Duration.ofDays(7).minusNanos(1));

        assertEquals(new Decision(List.of(), Optional.of(DUE)), look());
    }

    @Test
    void itGoesAtTheEndOfTheWindowBecauseOfThePlan() {
        given.later(Duration.ofDays(7).plusSeconds(3));
        var planned = given.state().vault().secrets().get(DB).orElseThrow().since();

        var decision = look();

        var why = new Reason.Elapsed(Duration.ofSeconds(3), List.of(planned));
        assertEquals(List.of(new Entry(new SecretDeleted(DB), why)), decision.entries());
        given.entries(decision.entries());
        assertTrue(given.state().vault().secrets().get(DB).isEmpty());
        assertEquals(Decision.NOTHING, look());
    }

    @Test
    void itStaysWhenItWasTakenBack() {
        given.event(new SecretDeletionPlanned(DB, null)).later(Duration.ofDays(30));

        assertEquals(Decision.NOTHING, look());
        assertEquals(List.of(), janitor.all(given.state()).toList());
    }
}
