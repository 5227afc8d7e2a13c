package dev.evenkeel.api.ec2;

import dev.evenkeel.store.event.Hash;

/// Ids of what is always there with something else, and is nowhere kept.
final class Ids {
    private static final int DIGITS = 17;

    private Ids() {}

    /// The id of the one thing of this kind that belongs to another.
    static String derived(String kind, String of) {
        return kind + "-" + Hash.digest(kind + "/" + of).toString().substring(0, DIGITS);
    }
}
