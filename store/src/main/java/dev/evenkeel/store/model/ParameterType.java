package dev.evenkeel.store.model;

import java.util.Arrays;
import java.util.Optional;

/// The types of parameters.
public enum ParameterType {
    STRING("String"),
    STRING_LIST("StringList"),
    SECURE_STRING("SecureString");

    private final String word;

    ParameterType(String word) {
        this.word = word;
    }

    /// The word on the wire.
    public String word() {
        return word;
    }

    /// The type of this word on the wire.
    public static Optional<ParameterType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
