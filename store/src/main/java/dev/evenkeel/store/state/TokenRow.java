package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Hash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A client token that was spent.
public record TokenRow(Key key, Hash request, List<String> results, Instant at, EventRef since) {
    /// A token within its scope.
    public record Key(String scope, String token) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::scope).thenComparing(Key::token);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
