package dev.evenkeel.store.model.alarm;

import java.util.Arrays;
import java.util.Optional;

/// When a value breaches a threshold. Constants are only ever appended.
public enum Comparison {
    /// At the threshold or above.
    AT_LEAST("GreaterThanOrEqualToThreshold", "greater than or equal to"),

    /// Above the threshold.
    ABOVE("GreaterThanThreshold", "greater than"),

    /// Below the threshold.
    BELOW("LessThanThreshold", "less than"),

    /// At the threshold or below.
    AT_MOST("LessThanOrEqualToThreshold", "less than or equal to");

    private final String word;
    private final String phrase;

    Comparison(String word, String phrase) {
        this.word = word;
        this.phrase = phrase;
    }

    /// The comparison that CloudWatch calls so.
    public static Optional<Comparison> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /// CloudWatch's name of it.
    public String word() {
        return word;
    }

    /// As reasons say it: `greater than`.
    public String phrase() {
        return phrase;
    }

    /// Whether a value breaches a threshold.
    public boolean breaches(double value, double threshold) {
        return switch (this) {
            case AT_LEAST -> value >= threshold;
            case ABOVE -> value > threshold;
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
        };
    }
}
