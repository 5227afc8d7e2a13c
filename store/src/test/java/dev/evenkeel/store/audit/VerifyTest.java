package dev.evenkeel.store.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.log.Story;
import dev.evenkeel.store.snapshot.Digest;
import dev.evenkeel.store.state.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyTest {
    private final Story story = Story.service(1);
    private final List<Encoded> batches = new ArrayList<>(story.batches());

    private Verify.Result verified() {
        return verified(new MemoryEventLog.Disk());
    }

    private Verify.Result verified(MemoryEventLog.Disk disk) {
        var log = new MemoryEventLog(disk);
        log.append(batches).toCompletableFuture().join();
        return Verify.of(log);
    }

    @Test
    void aWholeLogIsWhole() {
        var result = verified();
        assertEquals(Optional.empty(), result.damage());
        assertEquals(new Revision(5), result.whole());
        assertEquals(Digest.of(story.state()), result.digest());
        assertEquals(16, result.events());
    }

    @Test
    void changedBytesAreFound() {
        var third = batches.get(2);
        var bytes = third.bytes().clone();
        bytes[bytes.length - 1] ^= 1;
        batches.set(2, new Encoded(third.batch(), bytes, third.hash()));
        assertDamage(2, "r3: its bytes have another hash");
    }

    @Test
    void aBatchThatWasExchangedIsFoundEvenWithAHashOfItsOwn() {
        var third = batches.get(2).batch();
        batches.set(2, changed(third, third.at().plusMillis(1)));
        assertDamage(3, "r4: does not name the hash of the batch before it");
    }

    @Test
    void timeThatRunsBackwardsIsFound() {
        var last = batches.getLast().batch();
        batches.set(4, changed(last, Instant.EPOCH));
        assertDamage(4, "r5: is earlier than the batch before it");
    }

    @Test
    void aSnapshotThatTheLogDoesNotFoldToIsFound() {
        var disk = new MemoryEventLog.Disk();
        var other = story.state();
        disk.keep(other.withHosts(Table.empty()));
        var result = verified(disk);
        assertEquals(Optional.of("the snapshot at r5 is not what the log folds to"), result.damage());
        assertTrue(result.events() > 0);
    }

    private void assertDamage(long whole, String what) {
        var result = verified();
        assertEquals(Optional.of(what), result.damage());
        assertEquals(new Revision(whole), result.whole());
    }

    private static Encoded changed(Batch batch, Instant at) {
        return BatchCodec.encode(new Batch(
                batch.revision(), batch.term(), at, batch.origin(), batch.seed(), batch.previous(), batch.entries()));
    }
}
