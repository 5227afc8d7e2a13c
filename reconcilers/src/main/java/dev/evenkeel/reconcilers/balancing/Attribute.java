package dev.evenkeel.reconcilers.balancing;

import java.util.List;
import java.util.function.Predicate;

/// A named setting of a load balancer or a target group.
///
/// @param fallback what it is while nobody has set it
/// @param allowed which values Evenkeel honours; only the fallback where it honours no other
/// @param values the same in words
public record Attribute(String name, String fallback, Predicate<String> allowed, String values) {
    /// An attribute that is only there to be read: AWS has it, Evenkeel honours no other value.
    static Attribute fixed(String name, String value) {
        return new Attribute(name, value, value::equals, "'" + value + "'");
    }

    static Attribute flag(String name, boolean fallback) {
        return choice(name, Boolean.toString(fallback), "true", "false");
    }

    static Attribute choice(String name, String fallback, String... words) {
        var allowed = List.of(words);
        return new Attribute(name, fallback, allowed::contains, "one of " + String.join(", ", allowed));
    }

    static Attribute number(String name, int fallback, int least, int most) {
        return new Attribute(
                name,
                Integer.toString(fallback),
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most,
                "from " + least + " to " + most);
    }
}
