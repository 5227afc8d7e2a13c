package dev.evenkeel.runtime.logs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.FileShelf;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.StreamId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCollectorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StreamId STREAM = new StreamId(new LogGroupId("us-east-1", "/ecs/web"), "s/app/1");

    @TempDir
    private Path folder;

    private final FakeOutput output = new FakeOutput();
    private LogCollector collector;

    @BeforeEach
    void open() {
        collector = new LogCollector(FileShelf.open(folder), output);
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void aDrainedContainerHasAllItsLinesOnTheShelf() {
        output.write(0, "one").write(1, "two");

        collector.drain("c", STREAM);

        assertEquals(List.of("one", "two"), lines());
    }

    @Test
    void aRestartGoesOnWhereTheShelfEnds() {
        output.write(0, "one").write(0, "two");
        collector.drain("c", STREAM);
        output.write(0, "three").write(5, "four");

        restart();
        collector.drain("c", STREAM);

        assertEquals(List.of("one", "two", "three", "four"), lines());
    }

    @Test
    void linesWhoseTimesAreOutOfOrderAreNotDoubled() {
        output.write(7, "late").write(3, "early").write(7, "again");
        collector.drain("c", STREAM);

        restart();
        collector.drain("c", STREAM);

        assertEquals(List.of("early", "late", "again"), lines());
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() {
        output.write(0, "one").write(1, "two");
        output.breakOffOnceAfter = 1;

        collector.drain("c", STREAM);

        assertEquals(List.of("one", "two"), lines());
    }

    @Test
    void anEngineThatIsAwayIsAskedAgain() {
        output.write(0, "one");
        output.awayOnce = true;

        collector.drain("c", STREAM);

        assertEquals(List.of("one"), lines());
    }

    @Test
    void whatTheFollowedOutputLeftOutAtItsEndIsReadOnceMore() {
        output.write(0, "one").write(1, "last words");
        output.leftOutWhenFollowed = 1;

        collector.drain("c", STREAM);

        assertEquals(List.of("one", "last words"), lines());
    }

    @Test
    void aContainerThatIsGoneHasNoMoreLines() {
        output.gone = true;

        collector.drain("c", STREAM);

        assertEquals(List.of(), lines());
    }

    @Test
    void aContainerIsFollowedOnceHoweverOftenItIsAskedFor() {
        output.write(0, "one");
        for (int i = 0; i < 10; i++) {
            collector.follow("c", STREAM);
        }

        await().atMost(10, SECONDS).until(() -> lines().equals(List.of("one")));
        collector.drain("c", STREAM);
        assertEquals(List.of("one"), lines());
    }

    @Test
    void linesAreReadAsTheyAre() {
        output.write(0, "").write(1, "  spaces ").write(2, "carriage\r").write(3, "grüße 🚢");

        collector.drain("c", STREAM);

        assertEquals(List.of("", "  spaces ", "carriage", "grüße 🚢"), lines());
    }

    private void restart() {
        collector.close();
        collector = new LogCollector(FileShelf.open(folder), output);
    }

    private List<String> lines() {
        return FileShelf.open(folder).read(LogQuery.all(STREAM.group(), 100)).lines().stream()
                .map(LogPage.Found::line)
                .map(line -> line.message())
                .toList();
    }

    /// What a container has written so far, in Docker's framing.
    private static final class FakeOutput implements OutputSource {
        private record Entry(Instant time, String text) {}

        private final List<Entry> entries = new CopyOnWriteArrayList<>();
        volatile int breakOffOnceAfter = -1;
        volatile int leftOutWhenFollowed;
        volatile boolean awayOnce;
        volatile boolean gone;

        FakeOutput write(int millis, String text) {
            entries.add(new Entry(START.plusMillis(millis).plusNanos(entries.size()), text));
            return this;
        }

        @Override
        public Optional<InputStream> open(String runtimeId, Instant since, boolean follow) throws IOException {
            if (awayOnce) {
                awayOnce = false;
                throw new IOException("away");
            }
            if (gone) {
                return Optional.empty();
            }
            var matching = new ArrayList<>(
                    entries.stream().filter(e -> !e.time().isBefore(since)).toList());
            int shown = follow ? matching.size() - leftOutWhenFollowed : matching.size();
            var bytes = new ByteArrayInputStream(frames(matching.subList(0, shown)));
            if (breakOffOnceAfter < 0) {
                return Optional.of(bytes);
            }
            var first = new ByteArrayInputStream(frames(matching.subList(0, breakOffOnceAfter)));
            breakOffOnceAfter = -1;
            return Optional.of(new SequenceInputStream(first, new BrokenInput()));
        }

        private static byte[] frames(List<Entry> entries) throws IOException {
            var out = new ByteArrayOutputStream();
            for (var entry : entries) {
                var body = (entry.time() + " " + entry.text() + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(ByteBuffer.allocate(8)
                        .put((byte) 1)
                        .putInt(4, body.length)
                        .array());
                out.write(body);
            }
            return out.toByteArray();
        }
    }

    /// A connection that has broken off.
    private static final class BrokenInput extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }
}
