package dev.evenkeel.deploy.config;

import dev.evenkeel.store.model.balancing.AddressRange;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a server can be told about load balancers.
///
/// @param addresses where load balancers get their addresses from
/// @param certificates folder of the certificates of TLS listeners, if there is one
/// @param dns where names of load balancers are answered, as `host:port`; null for nowhere
public record BalancingSettings(
        AddressRange addresses,
        @Nullable Path certificates,
        @Nullable String dns) {
    /// Loopback addresses, names on a port that needs no privilege, and no certificates.
    public static final BalancingSettings DEFAULTS =
            new BalancingSettings(AddressRange.DEFAULT, null, "127.0.0.1:8053");

    public BalancingSettings {
        if (dns != null && !dns.matches("[^:]+:\\d{1,5}")) {
            throw new IllegalArgumentException("names are answered at host:port, not at " + dns);
        }
    }
}
