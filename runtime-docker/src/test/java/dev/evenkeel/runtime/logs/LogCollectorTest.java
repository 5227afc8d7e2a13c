package dev.evenkeel.runtime.logs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCollectorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StreamId STREAM = new StreamId(new LogGroupId("us-east-1", "/ecs/web"), "s/app/1");

    private static final LogCollector.Target TARGET = new LogCollector.Target(STREAM, null);

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

        collector.drain("c", TARGET);

        assertEquals(List.of("one", "two"), lines());
    }

    @Test
    void aRestartGoesOnWhereTheShelfEnds() {
        output.write(0, "one").write(0, "two");
        collector.drain("c", TARGET);
        output.write(0, "three").write(5, "four");

        restart();
        collector.drain("c", TARGET);

        assertEquals(List.of("one", "two", "three", "four"), lines());
    }

    @Test
    void linesWhoseTimesAreOutOfOrderAreNotDoubled() {
        output.write(7, "late").write(3, "early").write(7, "again");
        collector.drain("c", TARGET);

        restart();
        collector.drain("c", TARGET);

        assertEquals(List.of("early", "late", "again"), lines());
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() {
        output.write(0, "one").write(1, "two");
        output.breakOffOnceAfter = 1;

        collector.drain("c", TARGET);

        assertEquals(List.of("one", "two"), lines());
    }

    @Test
    void anEngineThatIsAwayIsAskedAgain() {
        output.write(0, "one");
        output.awayOnce = true;

        collector.drain("c", TARGET);

        assertEquals(List.of("one"), lines());
    }

    @Test
    void whatTheFollowedOutputLeftOutAtItsEndIsReadOnceMore() {
        output.write(0, "one").write(1, "last words");
        output.leftOutWhenFollowed = 1;

        collector.drain("c", TARGET);

        assertEquals(List.of("one", "last words"), lines());
    }

    @Test
    void aContainerThatIsGoneHasNoMoreLines() {
        output.gone = true;

        collector.drain("c", TARGET);

        assertEquals(List.of(), lines());
    }

    @Test
    void aContainerIsFollowedOnceHoweverOftenItIsAskedFor() {
        output.write(0, "one");
        for (int i = 0; i < 10; i++) {
            collector.follow("c", TARGET);
        }

        await().atMost(60, SECONDS).until(() -> lines().equals(List.of("one")));
        collector.drain("c", TARGET);
        assertEquals(List.of("one"), lines());
    }

    @Test
    void linesAreReadAsTheyAreButEmptyOnesAreLeftOut() {
        output.write(0, "").write(1, "  spaces ").write(2, "carriage\r").write(3, "grüße 🚢");

        collector.drain("c", TARGET);

        assertEquals(List.of("  spaces ", "carriage", "grüße 🚢"), lines());
    }

    @Test
    void aPatternJoinsLinesUpToTheNextThatMatches() {
        output.write(0, "in the middle")
                .write(1, "ERROR one")
                .write(2, "  at a")
                .write(3, "")
                .write(4, "  at b");
        output.write(5, "ERROR two");
        var joining = new LogCollector.Target(STREAM, "^ERROR");

        collector.drain("c", joining);
        restart();
        output.write(6, "  at c");
        collector.drain("c", joining);

        assertEquals(List.of("in the middle", "ERROR one\n  at a\n  at b", "ERROR two", "  at c"), lines());
    }

    @Test
    void anEventThatCouldGoOnEndsWhenItIsQuiet() throws IOException {
        output.write(0, "ERROR one").write(1, "  at a");
        output.quietAtTheEnd = true;

        collector.follow("c", new LogCollector.Target(STREAM, "^ERROR"));

        await().atMost(60, SECONDS).until(() -> lines().equals(List.of("ERROR one\n  at a")));
    }

    @Test
    void aFormatOfTimesIsAPatternOfFirstLines() {
        var expression = Multiline.expression(Map.of("awslogs-datetime-format", "[%b %d, %Y %H:%M:%S]"));

        var pattern = Multiline.of(expression.orElseThrow());

        assertTrue(pattern.begins("x [May 01, 2026 19:00:01] begins"));
        assertFalse(pattern.begins("[May 41, 2026 19:00:01] goes on"));
    }

    @Test
    void anExpressionThatTriesWithoutEndIsGivenUp() {
        assertFalse(Multiline.of("(a+)+$").begins("a".repeat(5_000) + "b"));
    }

    @Test
    void thePiecesOfALongLineAreOneEvent() {
        output.piece(0, "x".repeat(16_384)).write(1, "y");

        collector.drain("c", TARGET);

        assertEquals(List.of("x".repeat(16_384) + "y"), lines());
    }

    @Test
    void whatTheEngineHasForgottenIsNotWaitedFor() {
        output.write(0, "one");
        collector.drain("c", TARGET);
        output.entries.clear();
        output.write(1, "two").write(5_000, "three");

        restart();
        collector.drain("c", TARGET);

        assertEquals(List.of("one", "two", "three"), lines());
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
        volatile boolean quietAtTheEnd;

        FakeOutput write(int millis, String text) {
            return piece(millis, text + "\n");
        }

        FakeOutput piece(int millis, String text) {
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
                return Optional.of(quietAtTheEnd ? new SequenceInputStream(bytes, new QuietInput()) : bytes);
            }
            var first = new ByteArrayInputStream(frames(matching.subList(0, breakOffOnceAfter)));
            breakOffOnceAfter = -1;
            return Optional.of(new SequenceInputStream(first, new BrokenInput()));
        }

        private static byte[] frames(List<Entry> entries) throws IOException {
            var out = new ByteArrayOutputStream();
            for (var entry : entries) {
                var body = (entry.time() + " " + entry.text()).getBytes(StandardCharsets.UTF_8);
                out.write(ByteBuffer.allocate(8)
                        .put((byte) 1)
                        .putInt(4, body.length)
                        .array());
                out.write(body);
            }
            return out.toByteArray();
        }
    }

    /// A connection on which nothing comes.
    private static final class QuietInput extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            closed.countDown();
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
