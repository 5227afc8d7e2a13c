package dev.evenkeel.reconcilers.hook;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where the functions that hooks name are reached: HTTP endpoints that an operator gave for ARNs and names. A target
/// that is an address itself needs no entry.
///
/// @param addresses by ARN, or by the name of a function
public record HookTargets(Map<String, String> addresses) {
    /// Targets that are addresses themselves, and no others.
    public static final HookTargets NONE = new HookTargets(Map.of());

    private static final String FUNCTION = ":function:";

    public HookTargets {
        addresses = Collections.unmodifiableMap(new TreeMap<>(addresses));
    }

    /// The address of a target, if it has one.
    public Optional<String> address(String target) {
        if (isAddress(target)) {
            return Optional.of(target);
        }
        return Optional.ofNullable(addresses.get(target)).or(() -> Optional.ofNullable(addresses.get(name(target))));
    }

    /// Whether a target is an address itself. One that carries credentials is not: it would be in the log.
    public static boolean isAddress(String target) {
        return (target.startsWith("http://") || target.startsWith("https://")) && !target.contains("@");
    }

    /// The name in the ARN of a function, without its version; what is no such ARN, as it is.
    private static String name(String target) {
        int at = target.indexOf(FUNCTION);
        if (at < 0) {
            return target;
        }
        var name = target.substring(at + FUNCTION.length());
        int version = name.indexOf(':');
        return version < 0 ? name : name.substring(0, version);
    }
}
