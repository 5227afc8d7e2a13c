package dev.evenkeel.reconcilers.sim;

import java.util.Optional;
import java.util.TreeMap;

/// The images that can be pulled, and what they do.
final class SimRegistry {
    private final TreeMap<String, ImagePlan> images = new TreeMap<>();

    /// Containers made from now on behave like this.
    void put(String image, ImagePlan plan) {
        images.put(image, plan);
    }

    Optional<ImagePlan> get(String image) {
        return Optional.ofNullable(images.get(image));
    }
}
