package dev.evenkeel.api.elbv2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The security policies that TLS listeners may have: which protocol versions are spoken. Ciphers are those of the JDK
/// for these versions.
final class SslPolicies {
    /// What a listener has that names none.
    static final String DEFAULT = "ELBSecurityPolicy-2016-08";

    private static final List<String> TLS_12 = List.of("TLSv1.2", "TLSv1.3");
    private static final Map<String, List<String>> PROTOCOLS = new TreeMap<>(Map.of(
            DEFAULT,
            TLS_12,
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            TLS_12,
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            TLS_12));

    private SslPolicies() {}

    static boolean has(String name) {
        return PROTOCOLS.containsKey(name);
    }

    static List<String> names() {
        return List.copyOf(PROTOCOLS.keySet());
    }

    static List<String> protocols(String name) {
        return PROTOCOLS.getOrDefault(name, List.of());
    }
}
