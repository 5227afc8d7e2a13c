package dev.evenkeel.deploy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.FileShelf;
import dev.evenkeel.store.shelf.LogQuery;
import dev.evenkeel.store.shelf.LogShelf.Line;
import dev.evenkeel.store.shelf.StreamId;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogRetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final LogGroupId SHORT = new LogGroupId("us-east-1", "short");
    private static final LogGroupId EVER = new LogGroupId("us-east-1", "ever");

    @TempDir
    private Path folder;

    @Test
    void groupsLoseWhatIsOlderThanTheyKeepOnceAMinute() throws InterruptedException {
        var shelf = FileShelf.open(folder);
        var state = State.EMPTY.withLogGroups(
                State.EMPTY.logGroups().with(SHORT, row(SHORT, 3)).with(EVER, row(EVER, null)));
        put(shelf, SHORT, NOW.minus(Duration.ofDays(5)));
        put(shelf, SHORT, NOW.minus(Duration.ofDays(2)));
        put(shelf, EVER, NOW.minus(Duration.ofDays(500)));
        var retention = new LogRetention(() -> state, shelf);

        assertTrue(retention.step(NOW));

        assertEquals(1, lines(shelf, SHORT));
        assertEquals(1, lines(shelf, EVER));
        assertFalse(retention.step(NOW.plusSeconds(59)));
        assertTrue(retention.step(NOW.plus(Duration.ofDays(2))));
        assertEquals(0, lines(shelf, SHORT));
        assertTrue(shelf.stream(new StreamId(SHORT, "s")).isPresent());
    }

    private static LogGroupRow row(LogGroupId id, @Nullable Integer days) {
        return new LogGroupRow(id, NOW, days, Map.of(), new EventRef(Revision.ZERO.next(), 0));
    }

    private static void put(FileShelf shelf, LogGroupId group, Instant at) throws InterruptedException {
        shelf.append(new StreamId(group, "s"), at.toEpochMilli(), List.of(new Line(at.toEpochMilli(), "line")));
    }

    private static int lines(FileShelf shelf, LogGroupId group) {
        return shelf.read(LogQuery.all(group, 10)).lines().size();
    }
}
