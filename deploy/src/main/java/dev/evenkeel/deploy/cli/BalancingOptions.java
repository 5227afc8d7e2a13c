package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.config.BalancingSettings;
import dev.evenkeel.store.model.balancing.AddressRange;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `evenkeel up` can be told about load balancers.
final class BalancingOptions {
    @Option(
            names = "--lb-addresses",
            paramLabel = "CIDR",
            description = "Addresses for load balancers, one each (default: 127.81.0.0/16).")
    private @Nullable String addresses;

    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description = "Certificates for HTTPS listeners: ID.crt and ID.key for arn:aws:acm:...:certificate/ID.")
    private @Nullable Path certificates;

    @Option(
            names = "--dns",
            paramLabel = "HOST:PORT|off",
            description = "Where names of load balancers are answered (default: 127.0.0.1:8053).")
    private @Nullable String dns;

    BalancingSettings settings(BalancingSettings defaults) {
        return new BalancingSettings(
                addresses == null ? defaults.addresses() : AddressRange.of(addresses),
                certificates,
                dns == null ? defaults.dns() : dns.equals("off") ? null : dns);
    }
}
