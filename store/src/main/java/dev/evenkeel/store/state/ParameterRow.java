package dev.evenkeel.store.state;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parameter as it is now.
///
/// @param versions oldest first, at least one
/// @param labels version numbers by label
public record ParameterRow(ParameterId id, List<Version> versions, Map<String, String> tags, Map<String, Long> labels) {
    /// One value that a parameter has or had.
    ///
    /// @param value absent for SecureString
    /// @param sealed set for SecureString
    /// @param entry what the value was sealed for, beside the name
    /// @param document the description, pattern and data type that came with it
    /// @param by the ARN of who put it
    public record Version(
            long number,
            ParameterType type,
            @Nullable String value,
            @Nullable Sealed sealed,
            String entry,
            Doc.Struct document,
            Instant at,
            String by) {}

    /// The newest version.
    public Version latest() {
        return versions.getLast();
    }

    /// The version of this number.
    public Optional<Version> version(long number) {
        return versions.stream().filter(v -> v.number == number).findFirst();
    }

    /// The version that a selector means: a number or a label.
    public Optional<Version> selected(String selector) {
        var number = selector.matches("\\d{1,18}") ? Long.valueOf(selector) : labels.get(selector);
        return number == null ? Optional.empty() : version(number);
    }

    /// The labels of a version, in the order of the alphabet.
    public List<String> labelsOf(long number) {
        return labels.entrySet().stream()
                .filter(label -> label.getValue() == number)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
