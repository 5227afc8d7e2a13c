package dev.evenkeel.api.model;

import java.util.List;
import java.util.stream.Collectors;

/// A member that breaks a constraint of the model.
///
/// @param path where, as AWS writes it: `containerDefinitions.1.member.name`
/// @param message AWS's sentence, such as
///     `Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null`
public record Violation(String path, Kind kind, String message) {
    /// Which constraint is broken.
    public enum Kind {
        /// A required member is absent.
        REQUIRED,
        /// A string, list, map or blob is too short or too long.
        LENGTH,
        /// A number is too small or too large.
        RANGE,
        /// A string does not match its pattern.
        PATTERN,
        /// A string is none of the known values.
        ENUM,
        /// Not exactly one member of a union is set.
        UNION,
    }

    /// All violations in one sentence: `2 validation errors detected: …; …`.
    public static String describe(List<Violation> violations) {
        String head = violations.size() == 1
                ? "1 validation error detected: "
                : violations.size() + " validation errors detected: ";
        return violations.stream().map(Violation::message).collect(Collectors.joining("; ", head, ""));
    }
}
