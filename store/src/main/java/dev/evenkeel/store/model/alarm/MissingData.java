package dev.evenkeel.store.model.alarm;

import java.util.Arrays;
import java.util.Optional;

/// What a period without values counts as. Constants are only ever appended.
public enum MissingData {
    /// As nothing known; what is known decides.
    MISSING("missing"),

    /// The alarm stays as it is.
    IGNORE("ignore"),

    /// As a breach.
    BREACHING("breaching"),

    /// As no breach.
    NOT_BREACHING("notBreaching");

    private final String word;

    MissingData(String word) {
        this.word = word;
    }

    /// What CloudWatch calls so.
    public static Optional<MissingData> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /// CloudWatch's name of it.
    public String word() {
        return word;
    }
}
