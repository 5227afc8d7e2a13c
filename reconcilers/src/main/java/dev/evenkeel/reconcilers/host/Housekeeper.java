package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.HostStorage.Disk;
import dev.evenkeel.reconcilers.host.HostStorage.Image;
import dev.evenkeel.store.ledger.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Keeps a host's disks from filling up: removes images that nobody needs, and tells when space runs out.
///
/// When an image was last used is not remembered across restarts: after one, each has its whole time again.
public final class Housekeeper implements Role {
    private static final Duration LOOK_AT_DISKS = Duration.ofSeconds(30);

    private final HostStorage storage;
    private final Housekeeping ways;
    private final Supplier<Set<String>> named;
    private final BiConsumer<Boolean, String> pressure;
    private final TreeMap<String, Instant> lastUsed = new TreeMap<>();
    private Instant disksAt = Instant.MIN;
    private Instant imagesAt = Instant.MIN;
    private boolean full;

    /// @param named the images that task definitions in use name: never removed
    /// @param pressure hears each time that disks are looked at whether one is full, and the figures
    public Housekeeper(
            HostStorage storage, Housekeeping ways, Supplier<Set<String>> named, BiConsumer<Boolean, String> pressure) {
        this.storage = storage;
        this.ways = ways;
        this.named = named;
        this.pressure = pressure;
    }

    @Override
    public String name() {
        return "housekeeper";
    }

    @Override
    public void onWork(Runnable wake) {}

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.of(disksAt.isBefore(imagesAt) ? disksAt : imagesAt);
    }

    @Override
    public boolean step(Instant now) {
        boolean disks = !now.isBefore(disksAt);
        boolean images = !now.isBefore(imagesAt);
        if (disks) {
            disksAt = now.plus(LOOK_AT_DISKS);
            whileThere(this::lookAtDisks);
        }
        if (images) {
            imagesAt = now.plus(ways.every());
            whileThere(() -> clean(now));
        }
        return disks || images;
    }

    /// An engine that is away is asked again the next time.
    private static void whileThere(Runnable look) {
        try {
            look.run();
        } catch (RuntimeUnavailableException _) {
            // Whoever needs the engine says so; tidying can wait.
        }
    }

    private void lookAtDisks() {
        var disks = storage.disks();
        full = disks.stream().anyMatch(disk -> ways.isFull(disk, full));
        pressure.accept(full, disks.stream().map(Housekeeper::figures).collect(Collectors.joining(", ")));
    }

    private static String figures(Disk disk) {
        return disk.usedPercent() + " % of the disk of the " + disk.name() + " used, " + (disk.free() >> 20)
                + " MiB free";
    }

    private void clean(Instant now) {
        var images = storage.images();
        lastUsed.keySet().retainAll(images.stream().map(Image::id).toList());
        due(images, now).forEach(storage::remove);
    }

    private List<Image> due(List<Image> images, Instant now) {
        var needed = named.get();
        for (var image : images) {
            boolean used = image.inUse() || image.names().stream().anyMatch(needed::contains);
            if (used || !lastUsed.containsKey(image.id())) {
                lastUsed.put(image.id(), now);
            }
        }
        return images.stream()
                .filter(image -> !now.isBefore(since(image).plus(ways.imageAge())))
                .filter(image -> !since(image).equals(now))
                .sorted(Comparator.comparing(this::since).thenComparing(Image::id))
                .limit(ways.mostImages())
                .toList();
    }

    private Instant since(Image image) {
        return lastUsed.getOrDefault(image.id(), Instant.MAX.minus(ways.imageAge()));
    }
}
