package dev.evenkeel.reconcilers.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.reconcilers.host.HostStorage.Disk;
import dev.evenkeel.reconcilers.host.HostStorage.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is removed, when, and what is said of disks.
class HousekeeperTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Shelf shelf = new Shelf();
    private final Set<String> named = new TreeSet<>();
    private final List<Boolean> pressure = new ArrayList<>();
    private final Housekeeper keeper =
            new Housekeeper(shelf, Housekeeping.DEFAULTS, () -> named, (full, _) -> pressure.add(full));

    @Test
    void anImageThatNobodyUsedForAnHourGoes() {
        shelf.images.add(new Image("a", List.of("web:1"), false));

        at(0, 30);
        assertEquals(List.of(), shelf.removed);

        at(60);
        assertEquals(List.of("a"), shelf.removed);
    }

    @Test
    void whatAContainerIsMadeOfOrAServiceNamesStays() {
        shelf.images.add(new Image("a", List.of("web:1"), true));
        shelf.images.add(new Image("b", List.of("api:1", "api@sha256:b"), false));
        named.add("api@sha256:b");

        at(0, 30, 60, 90, 120);
        assertEquals(List.of(), shelf.removed);

        named.clear();
        at(150, 180);
        assertEquals(List.of("b"), shelf.removed, "an hour after it was last named");
    }

    @Test
    void fiveGoAtATimeTheLongestUnusedFirst() {
        IntStream.range(0, 7).forEach(i -> shelf.images.add(new Image("image-" + i, List.of(), false)));
        at(0);
        shelf.images.add(0, new Image("later", List.of(), false));

        at(30, 60);
        assertEquals(List.of("image-0", "image-1", "image-2", "image-3", "image-4"), shelf.removed);

        at(90);
        assertEquals(8, shelf.removed.size());
    }

    @Test
    void aDiskThatFillsUpIsToldUntilItHasRoomAgain() {
        for (int free : List.of(50, 6, 5, 6, 7, 8)) {
            shelf.free = free;
            keeper.step(START.plusSeconds(30L * (pressure.size() + 1)));
        }

        assertEquals(List.of(false, false, true, true, true, false), pressure);
    }

    private void at(int... minutes) {
        for (int minute : minutes) {
            keeper.step(START.plus(Duration.ofMinutes(minute)));
        }
    }

    /// A host's storage in memory.
    private static final class Shelf implements HostStorage {
        final List<Image> images = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        long free = 50;

        @Override
        public List<Disk> disks() {
            return List.of(new Disk("engine", 100, free));
        }

        @Override
        public List<Image> images() {
            return List.copyOf(images);
        }

        @Override
        public void remove(Image image) {
            images.remove(image);
            removed.add(image.id());
        }
    }
}
