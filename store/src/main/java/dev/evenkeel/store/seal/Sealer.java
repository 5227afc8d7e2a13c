package dev.evenkeel.store.seal;

import dev.evenkeel.store.model.Sealed;

/// Seals values and opens them again.
public interface Sealer extends SecretOpener {
    /// The value, to be read with the key and for the same context only.
    ///
    /// @param context what it is sealed for, as [Contexts] names it
    Sealed seal(String context, byte[] value);
}
