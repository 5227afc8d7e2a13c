package dev.evenkeel.store.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.ClusterEvent.ClusterDeleted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Ledger.Receipt;
import dev.evenkeel.store.log.LogUnavailableException;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.log.MemoryEventLog.Fate;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class LedgerCoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Origin CALL = new Origin.Call("req-1", "root", "ecs:CreateCluster");

    private final MemoryEventLog.Disk disk = new MemoryEventLog.Disk();
    private final List<Integer> appends = new ArrayList<>();
    private final List<RuntimeException> defects = new ArrayList<>();
    private final List<Batch> committed = new ArrayList<>();
    private Reactor reactor = Reactor.NONE;

    @Test
    void aTurnIsAppendedWithOneSyncAndAnsweredOnlyThen() {
        var ledger = ledger();
        disk.fates(batches -> {
            appends.add(batches.size());
            assertEquals(Revision.ZERO, ledger.state().revision(), "nobody sees what is not durable");
            return Fate.KEPT;
        });
        var answers = new ArrayList<CompletableFuture<Receipt<String>>>();
        for (int i = 0; i < 5; i++) {
            answers.add(submit(ledger, create("c" + i)));
        }

        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone));
        assertTrue(ledger.step(NOON));

        assertEquals(List.of(5), appends);
        assertEquals(new Receipt<>("c4", new Revision(5)), answers.getLast().join());
        assertEquals(5, ledger.state().clusters().size());
        assertFalse(ledger.step(NOON), "nothing is left to do");
    }

    @Test
    void aCallLeavesOneBatchThatBeginsWithWhoAsked() {
        var ledger = ledger();
        submit(ledger, create("dev"));
        submit(ledger, (tip, inputs) -> Outcome.accepted("as it is", List.of()));
        submit(ledger, (tip, inputs) -> Outcome.refused("ClientException", "no"));
        ledger.step(NOON);

        assertEquals(3, committed.size());
        assertInstanceOf(Called.class, committed.get(0).entries().getFirst().event());
        assertEquals(1, committed.get(1).entries().size());
        var refused = assertInstanceOf(
                CallRefused.class, committed.get(2).entries().getFirst().event());
        assertEquals("ClientException", refused.code());
    }

    @Test
    void laterDecisionsOfATurnSeeEarlierOnes() {
        var ledger = ledger();
        var first = submit(ledger, create("dev"));
        var second = submit(ledger, create("dev"));
        ledger.step(NOON);

        assertEquals("dev", first.join().response());
        assertEquals("there already", second.join().response());
    }

    @Test
    void refusalsReachTheCaller() {
        var ledger = ledger();
        var answer = submit(ledger, (tip, inputs) -> Outcome.refused("ClusterNotFoundException", "Cluster not found."));
        ledger.step(NOON);

        var refused = assertInstanceOf(
                RefusedException.class,
                assertThrows(CompletionException.class, answer::join).getCause());
        assertEquals("ClusterNotFoundException", refused.code());
        assertEquals(0, ledger.state().clusters().size());
    }

    @Test
    void whatTheLogDoesNotTakeNeverHappened() {
        reactor = new Echo();
        var ledger = ledger();
        disk.fates(_ -> new Fate.Refused("disk full"));
        var lost = submit(ledger, create("dev"));
        ledger.step(NOON);

        assertInstanceOf(
                LogUnavailableException.class,
                assertThrows(CompletionException.class, lost::join).getCause());
        assertEquals(State.EMPTY, ledger.state());
        assertEquals(List.of(), committed);

        disk.fates(_ -> Fate.KEPT);
        var again = submit(ledger, create("dev"));
        ledger.step(NOON.plusMillis(1));
        assertEquals(new Revision(1), again.join().revision());
        assertEquals(1, ((Echo) reactor).resets, "the reactor began anew from what is durable");
    }

    @Test
    void afterARefusedTurnOurOwnDecisionsPauseSoThatItDoesNotSpin() {
        var echo = new Echo();
        reactor = echo;
        var ledger = ledger();
        disk.fates(_ -> new Fate.Refused("disk full"));
        submit(ledger, create("dev"));
        ledger.step(NOON);

        assertFalse(ledger.step(NOON.plusMillis(10)));
        assertEquals(NOON.plusSeconds(1), ledger.wakeAt().orElseThrow());
    }

    @Test
    void timeNeverRunsBackwards() {
        var ledger = ledger();
        submit(ledger, create("a"));
        ledger.step(NOON);
        submit(ledger, create("b"));
        ledger.step(NOON.minusSeconds(60));

        assertEquals(NOON, committed.getLast().at());
    }

    @Test
    void batchesFormAChain() {
        var ledger = ledger();
        submit(ledger, create("a"));
        submit(ledger, create("b"));
        ledger.step(NOON);

        try (var cursor = new MemoryEventLog(disk).read(new Revision(1))) {
            var first = cursor.next().orElseThrow();
            var second = cursor.next().orElseThrow();
            assertEquals(first.hash(), second.batch().previous());
            assertEquals(second.hash(), ledger.state().head());
        }
    }

    @Test
    void theReactorAnswersInTheSameTurnAndItsEvidenceMustPointBackwards() {
        var echo = new Echo();
        reactor = echo;
        var ledger = ledger();
        submit(ledger, create("dev"));
        ledger.step(NOON);

        assertEquals(2, committed.size());
        assertEquals(new Origin.Reconcile("echo", "dev"), committed.getLast().origin());
        assertEquals(List.of(), defects);

        echo.evidence = List.of(new EventRef(new Revision(99), 0));
        submit(ledger, create("other"));
        ledger.step(NOON);
        assertEquals(1, defects.size());
        assertEquals(3, committed.size());
    }

    @Test
    void aDecisionThatThrowsHarmsNobodyElse() {
        var ledger = ledger();
        var broken = submit(ledger, (tip, inputs) -> {
            throw new IllegalStateException("defect");
        });
        var fine = submit(ledger, create("dev"));
        ledger.step(NOON);

        assertThrows(CompletionException.class, broken::join);
        assertEquals(new Revision(1), fine.join().revision());
        assertEquals(1, defects.size());
    }

    private LedgerCore ledger() {
        var log = new MemoryEventLog(disk);
        var ledger = new LedgerCore(log, State.EMPTY, reactor, 7, (_, defect) -> defects.add(defect));
        ledger.listen((batch, _, _) -> committed.add(batch));
        if (reactor instanceof Echo echo) {
            echo.resets = 0;
        }
        return ledger;
    }

    private static CompletableFuture<Receipt<String>> submit(Ledger ledger, Transaction<String> transaction) {
        return ledger.submit(CALL, transaction).toCompletableFuture();
    }

    private static Transaction<String> create(String name) {
        var cluster = new ClusterId("us-east-1", name);
        return (tip, inputs) -> tip.clusters().get(cluster).isPresent()
                ? Outcome.accepted("there already", List.of())
                : Outcome.accepted(
                        name, List.of(new Entry(new ClusterCreated(cluster, Doc.EMPTY), new Reason.Requested())));
    }

    /// Deletes every cluster as soon as it is made.
    private static final class Echo implements Reactor {
        private final List<ClusterCreated> due = new ArrayList<>();
        private List<EventRef> evidence = List.of(new EventRef(new Revision(1), 0));
        private int resets;

        @Override
        public void decided(Batch batch, State before, State after) {
            for (var entry : batch.entries()) {
                if (entry.event() instanceof ClusterCreated created) {
                    due.add(created);
                }
            }
        }

        @Override
        public void reset(State state) {
            due.clear();
            resets++;
        }

        @Override
        public Optional<Turn> next(State tip, Instant now) {
            if (due.isEmpty()) {
                return Optional.empty();
            }
            var cluster = due.removeFirst().cluster();
            Event deleted = new ClusterDeleted(cluster);
            return Optional.of(new Turn(
                    new Origin.Reconcile("echo", cluster.name()),
                    (_, _) -> Outcome.accepted(true, List.of(new Entry(deleted, new Reason.OwnerGone(evidence))))));
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.empty();
        }
    }
}
