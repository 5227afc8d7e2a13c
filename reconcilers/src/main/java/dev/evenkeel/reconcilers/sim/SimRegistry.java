package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ImageName;
import java.util.Optional;
import java.util.TreeMap;

/// The images that can be pulled, and what they do. A tag can be moved; a digest means the same for ever.
final class SimRegistry {
    private final TreeMap<String, Version> tags = new TreeMap<>();
    private final TreeMap<String, Version> digests = new TreeMap<>();

    /// What a name means now.
    record Version(ImagePlan plan, String digest) {}

    /// The tag means this from now on: containers that are made of it behave like this.
    void put(String image, ImagePlan plan) {
        var dice = new Dice(image.hashCode() + (long) digests.size() * Integer.MAX_VALUE);
        var digest = "sha256:" + dice.hex32() + dice.hex32();
        var version = new Version(plan, digest);
        tags.put(image, version);
        digests.put(ImageName.of(image).at(digest).toString(), version);
    }

    /// What a tag means now, or what a digest means.
    Optional<Version> get(String image) {
        return Optional.ofNullable(ImageName.of(image).isExact() ? digests.get(image) : tags.get(image));
    }
}
