package dev.evenkeel.deploy.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the server's own host says of itself to placement, beside what its engine says.
///
/// @param availabilityZone absent for the first zone of the server's region
/// @param instanceType such as `m5.large`; tasks may ask for it
/// @param attributes further ones, by name
public record HostTraits(@Nullable String availabilityZone, String instanceType, Map<String, String> attributes) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_./\\\\-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9_./\\\\:@-]([a-zA-Z0-9_./\\\\:@ -]{0,126}[^ ])?");

    /// Of a host of which nothing was said. Stands after the patterns that it is checked by.
    public static final HostTraits DEFAULTS = new HostTraits(null, "local", Map.of());

    public HostTraits {
        attributes = new TreeMap<>(attributes);
        attributes.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("an attribute cannot be called " + name);
            }
            require(name, value);
        });
        require("availabilityZone", availabilityZone);
        require("instanceType", instanceType);
    }

    private static void require(String name, @Nullable String value) {
        if (value != null && !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " cannot have the value " + value);
        }
    }
}
