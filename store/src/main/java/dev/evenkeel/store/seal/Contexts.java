package dev.evenkeel.store.seal;

import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.SecretId;

/// What values are sealed for: a sealed value that is moved to another place cannot be opened there.
public final class Contexts {
    private Contexts() {}

    /// One version of a secret.
    public static String of(SecretId secret, String version) {
        return "secret/" + secret + "#" + version;
    }

    /// One version of a parameter.
    ///
    /// @param entry names the version before it has a number
    public static String of(ParameterId parameter, String entry) {
        return "parameter/" + parameter + "#" + entry;
    }
}
