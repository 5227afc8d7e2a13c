package dev.evenkeel.store.shelf;

import static java.util.concurrent.TimeUnit.DAYS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileShelfTest {
    private static final LogGroupId GROUP = new LogGroupId("us-east-1", "/ecs/web");
    private static final StreamId A = new StreamId(GROUP, "s/a/1");
    private static final StreamId B = new StreamId(GROUP, "s/b/2");

    @TempDir
    private Path folder;

    @Test
    void linesComeBackInTheOrderOfTheirTimes() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 10, "a1");
        put(shelf, B, 5, "b1");
        put(shelf, A, 10, "a2");

        assertEquals(List.of("b1", "a1", "a2"), all(shelf));
    }

    @Test
    void aLineKeepsWhatIsKnownOfIt() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        shelf.append(A, 77, List.of(new Line(10, "grüße 🚢")));

        var found = shelf.read(LogQuery.all(GROUP, 10)).lines().getFirst();
        assertEquals("s/a/1", found.stream());
        assertEquals(10, found.line().timestamp());
        assertEquals(77, found.line().ingestion());
        assertEquals("grüße 🚢", found.line().message());
    }

    @Test
    void aQueryNarrowsByTimeStreamAndPrefix() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        for (int i = 0; i < 10; i++) {
            put(shelf, A, i, "a" + i);
            put(shelf, B, i, "b" + i);
        }

        assertEquals(List.of("a3", "b3", "a4", "b4"), texts(shelf, query(List.of(), "", 3, 5)));
        assertEquals(List.of("b3", "b4"), texts(shelf, query(List.of("s/b/2"), "", 3, 5)));
        assertEquals(List.of("a3", "a4"), texts(shelf, query(List.of(), "s/a", 3, 5)));
    }

    @Test
    void pagesGiveEveryLineOnce() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        for (int i = 0; i < 50; i++) {
            put(shelf, i % 2 == 0 ? A : B, i / 7, "line " + i);
        }

        var paged = new ArrayList<String>();
        var query = LogQuery.all(GROUP, 7);
        var page = shelf.read(query);
        while (page.next() != null) {
            assertEquals(7, page.lines().size());
            page.lines().forEach(found -> paged.add(found.line().message()));
            page = shelf.read(query.after(page.next()));
        }
        page.lines().forEach(found -> paged.add(found.line().message()));

        assertEquals(all(shelf), paged);
        assertEquals(50, paged.size());
    }

    @Test
    void aPageThatEndsExactlyAtTheEndHasNoNext() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 1, "one");

        assertNull(shelf.read(LogQuery.all(GROUP, 1)).next());
    }

    @Test
    void onlyAPlaceIsReadAsAPlace() {
        assertEquals(new LogPlace(7, -1), LogPlace.parse("7.-1").orElseThrow());
        for (String none : List.of("", "nonsense", "1", "1.2.3", "1." + "9".repeat(40))) {
            assertEquals(Optional.empty(), LogPlace.parse(none), none);
        }
    }

    @Test
    void aStreamIsReadBackwardsInPages() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        fillSegments(shelf);
        var query = LogQuery.all(A, 4).backwards();

        var first = shelf.read(query);
        var second = shelf.read(query.after(first.next()));

        assertEquals(List.of(48L, 46L, 44L, 42L), times(first));
        assertEquals(List.of(40L, 38L, 36L, 34L), times(second));
    }

    @Test
    void aPageHoldsAMebibyteOfTextAtMost() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        fillSegments(shelf);

        var page = shelf.read(LogQuery.all(GROUP, 10_000));

        assertEquals(5, page.lines().size());
        assertEquals(50, readAll(shelf, LogQuery.all(GROUP, 10_000)).size());
    }

    @Test
    void aSearchForWhatIsRareGetsAheadInBoundedSteps() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        for (int i = 0; i < 6; i++) {
            var big = new Line(i * 100L, "x".repeat(1_000_000));
            shelf.append(A, i * 100L, List.of(big, big, big, big, big, big, big, big));
        }
        put(shelf, A, 1_000, "rare");
        var query = LogQuery.all(GROUP, 10).matching(text -> text.equals("rare"));

        var page = shelf.read(query);

        assertEquals(List.of(), page.lines());
        assertNotNull(page.next());
        assertEquals(List.of("rare"), readAll(shelf, query));
        assertEquals(List.of("rare"), readAll(shelf, query.backwards()));
    }

    @Test
    void aStreamIsThereBeforeItsFirstLine() {
        var shelf = FileShelf.open(folder);

        assertTrue(shelf.create(A, 5));

        assertFalse(shelf.create(A, 6));
        var info = FileShelf.open(folder).stream(A).orElseThrow();
        assertEquals(5, info.created());
        assertEquals(0, info.lines());
    }

    @Test
    void aDeletedStreamIsGoneWithItsLinesAndMayComeAgain() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 1, "a old");
        put(shelf, B, 2, "b");

        assertTrue(shelf.delete(A, 3));

        assertFalse(shelf.delete(A, 3));
        assertEquals(List.of("b"), all(shelf));
        put(shelf, A, 4, "a new");
        assertEquals(List.of("b", "a new"), all(shelf));
        assertEquals(List.of("b", "a new"), all(FileShelf.open(folder)));
        assertEquals(4, FileShelf.open(folder).stream(A).orElseThrow().created());
    }

    @Test
    void aDeletedStreamIsGoneFromEarlierFilesToo() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        fillSegments(shelf);

        shelf.delete(A, 100);

        assertEquals(25, readAll(shelf, LogQuery.all(GROUP, 100)).size());
        assertEquals(
                25, readAll(FileShelf.open(folder), LogQuery.all(GROUP, 100)).size());
        assertTrue(FileShelf.open(folder).stream(A).isEmpty());
    }

    @Test
    void filesOfOldLinesAreDeletedAndStreamsStay() throws InterruptedException, IOException {
        var shelf = FileShelf.open(folder);
        var source = new LineSource(77, 1);
        shelf.append(A, 1, List.of(new Line(1, "old", source)));
        fillSegments(shelf);

        assertFalse(shelf.expire(GROUP, 45, DAYS.toMillis(2)));

        assertEquals(1, files().size());
        assertTrue(all(shelf).getLast().startsWith("49x"));
        assertEquals(0, files(".index").size());
        assertFalse(shelf.expire(GROUP, 1_000, DAYS.toMillis(2)));
        assertEquals(List.of(), all(shelf));
        assertEquals(List.of(A, B), ids(FileShelf.open(folder).streams(GROUP, "")));
        assertEquals(0, shelf.stream(A).orElseThrow().created());
        assertEquals(source, shelf.stream(A).orElseThrow().source());
        put(shelf, A, 2_000, "new");
        assertEquals(List.of("new"), all(FileShelf.open(folder)));
    }

    @Test
    void aDayEndsAFileHoweverLittleItHolds() throws InterruptedException, IOException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 0, "one");
        put(shelf, A, DAYS.toMillis(1) - 1, "two");
        put(shelf, A, DAYS.toMillis(1), "three");

        assertEquals(2, files().size());
    }

    @Test
    void aLineKeepsWhereItCameFrom() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        shelf.append(
                A, 1, List.of(new Line(1, "one", new LineSource(10, 0)), new Line(2, "two", new LineSource(10, 1))));
        put(shelf, A, 3, "of a caller");

        assertEquals(
                new LineSource(10, 1),
                FileShelf.open(folder).stream(A).orElseThrow().source());
    }

    @Test
    void everythingIsThereAfterOpeningAgain() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        fillSegments(shelf);
        var before = all(shelf);
        var streams = shelf.streams(GROUP, "");

        var again = FileShelf.open(folder);

        assertEquals(before, all(again));
        assertEquals(streams, again.streams(GROUP, ""));
        put(again, A, Long.MAX_VALUE - 1, "last");
        assertEquals("last", all(again).getLast());
    }

    @Test
    void linesFillMoreThanOneFile() throws InterruptedException, IOException {
        fillSegments(FileShelf.open(folder));

        assertEquals(3, files().size());
    }

    @Test
    void aGroupIsOpenedWithoutReadingTheFilesThatAreFull() throws InterruptedException, IOException {
        var shelf = FileShelf.open(folder);
        put(shelf, new StreamId(GROUP, "gone"), 0, "x");
        fillSegments(shelf);
        shelf.delete(new StreamId(GROUP, "gone"), 100);
        var streams = shelf.streams(GROUP, "");
        for (var full : files().subList(0, 2)) {
            Files.write(full, new byte[(int) Files.size(full)]);
        }

        var again = FileShelf.open(folder);

        assertEquals(streams, again.streams(GROUP, ""));
        assertEquals(List.of(A, B), ids(again.streams(GROUP, "")));
        assertEquals(25, again.stream(A).orElseThrow().lines());
    }

    @Test
    void whatIsKnownOfAFullFileIsNotBelievedWhereItIsDamagedAndMadeAgain() throws InterruptedException, IOException {
        var shelf = FileShelf.open(folder);
        fillSegments(shelf);
        var before = all(shelf);
        var streams = shelf.streams(GROUP, "");
        var indexes = files(".index");
        assertEquals(2, indexes.size());
        var good = Files.readAllBytes(indexes.getFirst());
        var bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(indexes.getFirst(), bad);
        Files.delete(indexes.getLast());

        var again = FileShelf.open(folder);

        assertEquals(streams, again.streams(GROUP, ""));
        assertEquals(before, all(again));
        assertArrayEquals(good, Files.readAllBytes(indexes.getFirst()));
        assertEquals(indexes, files(".index"));
    }

    @Test
    void aTailCutShortByACrashIsCutOff() throws InterruptedException, IOException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 1, "one");
        put(shelf, A, 2, "two");
        var file = files().getFirst();
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        var again = FileShelf.open(folder);
        assertEquals(List.of("one"), all(again));

        put(again, A, 3, "three");
        assertEquals(List.of("one", "three"), all(FileShelf.open(folder)));
    }

    @Test
    void bytesThatAreNoLinesAreCutOff() throws InterruptedException, IOException {
        put(FileShelf.open(folder), A, 1, "one");
        Files.write(files().getFirst(), new byte[100], StandardOpenOption.APPEND);

        assertEquals(List.of("one"), all(FileShelf.open(folder)));
    }

    @Test
    void streamsTellWhatTheyHold() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        shelf.append(A, 100, List.of(new Line(7, "x"), new Line(3, "y")));
        shelf.append(A, 200, List.of(new Line(5, "z")));
        put(shelf, B, 1, "b");

        var info = shelf.stream(A).orElseThrow();
        assertEquals(100, info.created());
        assertEquals(3, info.first());
        assertEquals(7, info.last());
        assertEquals(200, info.lastIngestion());
        assertEquals(3, info.lines());
        assertTrue(info.bytes() > 0);
        assertEquals(List.of(A), ids(shelf.streams(GROUP, "s/a")));
        assertEquals(List.of(A, B), ids(shelf.streams(GROUP, "")));
        assertTrue(shelf.stream(new StreamId(GROUP, "s/a")).isEmpty());
    }

    @Test
    void groupsAreApart() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        var elsewhere = new StreamId(new LogGroupId("eu-west-1", "/ecs/web"), "s/a/1");
        put(shelf, A, 1, "here");
        put(shelf, elsewhere, 1, "there");

        shelf.deleteGroup(GROUP);

        assertEquals(List.of(), all(shelf));
        assertTrue(shelf.stream(elsewhere).isPresent());
    }

    @Test
    void aDeletedGroupBeginsAnew() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 1, "old");
        shelf.deleteGroup(GROUP);

        put(shelf, A, 2, "new");

        assertEquals(List.of("new"), all(FileShelf.open(folder)));
    }

    @Test
    void anInterruptedWriterLeavesTheShelfInOrder() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        put(shelf, A, 1, "one");
        var writer = new Thread(() -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> put(shelf, A, 2, "two"));
        });
        writer.start();
        writer.join();

        put(shelf, A, 3, "three");
        assertEquals(List.of("one", "three"), all(shelf));
        assertNotNull(shelf.read(LogQuery.all(GROUP, 1)).next());
    }

    private static void fillSegments(LogShelf shelf) throws InterruptedException {
        var text = "x".repeat(200_000);
        for (int i = 0; i < 50; i++) {
            put(shelf, i % 2 == 0 ? A : B, i, i + text);
        }
    }

    private List<Path> files() throws IOException {
        return files(".log");
    }

    private List<Path> files(String suffix) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void put(LogShelf shelf, StreamId stream, long time, String message) throws InterruptedException {
        shelf.append(stream, time, List.of(new Line(time, message)));
    }

    private static LogQuery query(List<String> streams, String prefix, long from, long until) {
        return LogQuery.all(GROUP, 100).of(streams, prefix).between(from, until);
    }

    private static List<String> all(LogShelf shelf) {
        return readAll(shelf, LogQuery.all(GROUP, 10_000));
    }

    private static List<String> texts(LogShelf shelf, LogQuery query) {
        return shelf.read(query).lines().stream()
                .map(found -> found.line().message())
                .toList();
    }

    private static List<Long> times(LogPage page) {
        return page.lines().stream().map(found -> found.line().timestamp()).toList();
    }

    private static List<String> readAll(LogShelf shelf, LogQuery query) {
        var texts = new ArrayList<String>();
        var page = shelf.read(query);
        while (page.next() != null) {
            page.lines().forEach(found -> texts.add(found.line().message()));
            page = shelf.read(query.after(page.next()));
        }
        page.lines().forEach(found -> texts.add(found.line().message()));
        return texts;
    }

    private static List<StreamId> ids(List<StreamInfo> streams) {
        return streams.stream().map(StreamInfo::id).toList();
    }
}
