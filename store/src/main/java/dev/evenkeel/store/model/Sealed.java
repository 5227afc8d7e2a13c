package dev.evenkeel.store.model;

/// A value that only the holder of a key can read.
///
/// @param key the id of the key, which is kept outside the log
/// @param box the encrypted value in base64
/// @param mark a keyed digest of the value: sealed twice for the same context it is the same; to others it says nothing
public record Sealed(String key, String box, String mark) {
    /// Whether both hold the same value. Only for values that were sealed for the same context with the same key.
    public boolean holdsTheSameAs(Sealed other) {
        return key.equals(other.key) && mark.equals(other.mark);
    }
}
