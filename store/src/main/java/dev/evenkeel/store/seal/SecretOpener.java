package dev.evenkeel.store.seal;

import dev.evenkeel.store.model.Sealed;

/// Reads sealed values.
@FunctionalInterface
public interface SecretOpener {
    /// The value.
    ///
    /// @param context what it was sealed for, as [Contexts] names it
    /// @throws UnsealableException when it was sealed for something else or with a key that is not here
    byte[] open(String context, Sealed sealed);
}
