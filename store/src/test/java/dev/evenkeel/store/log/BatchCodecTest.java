package dev.evenkeel.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    private static Batch everything() {
        var entries = new ArrayList<Entry>();
        var reasons = Vocabulary.REASONS.forms();
        var events = Vocabulary.EVENTS.forms().stream()
                .filter(form -> form.next() == null)
                .toList();
        for (int i = 0; i < events.size(); i++) {
            var reason = (Reason) Samples.full(reasons.get(i % reasons.size()).type());
            entries.add(new Entry((Event) Samples.full(events.get(i).type()), reason));
            entries.add(new Entry((Event) Samples.sparse(events.get(i).type()), new Reason.Observed()));
        }
        return new Batch(
                new Revision(1L << 40),
                3,
                Instant.parse("2026-05-06T07:08:09.123456789Z"),
                new Origin.Call("request", "arn:aws:iam::123456789012:root", "ecs:RunTask"),
                Long.MIN_VALUE,
                Hash.digest("before"),
                entries);
    }

    @Test
    void aBatchComesBackAsItWas() {
        var batch = everything();
        var encoded = BatchCodec.encode(batch);
        assertEquals(batch, BatchCodec.decode(encoded.bytes()));
        assertEquals(Hash.digest(encoded.bytes()), encoded.hash());
    }

    @Test
    void equalBatchesHaveEqualBytes() {
        var first = BatchCodec.encode(everything());
        assertArrayEquals(first.bytes(), BatchCodec.encode(everything()).bytes());
        assertArrayEquals(
                first.bytes(),
                BatchCodec.encode(BatchCodec.decode(first.bytes())).bytes());
    }

    @Test
    void whatRepeatsInABatchIsWrittenOnce() {
        var one = new Entry(Samples.full(TaskCreated.class), new Reason.Requested());
        int single = BatchCodec.encode(batch(List.of(one))).bytes().length;
        int many = BatchCodec.encode(batch(List.of(one, one, one, one))).bytes().length;
        assertTrue(many < 2 * single, single + " -> " + many);
    }

    private static Batch batch(List<Entry> entries) {
        return new Batch(new Revision(1), 1, Instant.EPOCH, new Origin.Genesis("1"), 0, Hash.ZERO, entries);
    }

    @Test
    void damagedBytesAreNamedAsSuchWhateverTheDamage() {
        var bytes = BatchCodec.encode(everything()).bytes();
        var random = new Random(5);
        for (int round = 0; round < 3_000; round++) {
            var damaged = bytes.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(damaged);
            decodeOrRefuse(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
        assertThrows(MalformedException.class, () -> BatchCodec.decode(new byte[0]));
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            BatchCodec.decode(bytes);
        } catch (MalformedException | NewerEventException _) {
            // What it is for: nothing else may come out of bytes that nobody wrote.
        }
    }

    @Test
    void anEventOfANewerVersionIsRefusedWithItsRevisionAndTheRemedy() {
        var out = new Out();
        out.octet(1);
        out.unsigned(4711);
        out.unsigned(1);
        Codecs.of(Instant.class).write(out, Instant.EPOCH);
        Vocabulary.ORIGINS.write(out, new Origin.Genesis("9"));
        out.fixed(0);
        Codecs.of(Hash.class).write(out, Hash.ZERO);
        out.unsigned(1);
        out.unsigned(20);
        out.unsigned(99);
        var refused = assertThrows(NewerEventException.class, () -> BatchCodec.decode(out.toBytes()));
        assertEquals(
                "r4711 holds event type 20, version 99, which this version of Evenkeel does not know:"
                        + " it was written by a newer one. Start it with that version, or a later one.",
                refused.getMessage());
    }

    @Test
    void aNewerLayoutIsRefused() {
        assertThrows(NewerEventException.class, () -> BatchCodec.decode(new byte[] {2, 0, 0}));
    }
}
