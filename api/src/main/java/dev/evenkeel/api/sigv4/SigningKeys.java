package dev.evenkeel.api.sigv4;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers derived keys, which are good for a day: deriving one takes four of the six hashes of a verification.
final class SigningKeys {
    private static final int MAX_KEYS = 1_000;

    private final Map<Id, byte[]> derived = new ConcurrentHashMap<>();

    byte[] key(Credentials credentials, Scope scope) {
        if (derived.size() >= MAX_KEYS) {
            derived.clear();
        }
        return derived.computeIfAbsent(
                new Id(credentials, scope),
                id -> id.scope().key(id.credentials().secretAccessKey()));
    }

    private record Id(Credentials credentials, Scope scope) {}
}
