package dev.evenkeel.deploy.server;

import dev.evenkeel.deploy.config.MetadataAddress;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.runtime.driver.DockerDriver;
import dev.evenkeel.runtime.metadata.Keys;
import dev.evenkeel.runtime.metadata.MetadataServer;
import dev.evenkeel.runtime.metadata.Pages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the endpoint that containers ask about themselves, where they were told that it is: its address stands in
/// their environment, and outlives the server.
final class Metadata {
    private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);

    private Metadata() {}

    /// The endpoint, at the address of before if that can be.
    ///
    /// @return none where this machine has no address that containers reach, as beside a remote engine
    static Optional<MetadataServer> start(Path data, DockerDriver driver, Pages pages, Keys keys) throws IOException {
        var before = MetadataAddress.read(data);
        var gateway = gateway(driver);
        var candidates = Stream.of(
                        before,
                        gateway.map(host -> new InetSocketAddress(
                                host, before.map(InetSocketAddress::getPort).orElse(0))),
                        gateway.map(host -> new InetSocketAddress(host, 0)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        for (var candidate : candidates) {
            try {
                var server = MetadataServer.start(candidate, pages, keys);
                MetadataAddress.write(data, server.address());
                return Optional.of(server);
            } catch (IOException e) {
                LOG.debug("no metadata endpoint at {}: {}", candidate, e.getMessage());
            }
        }
        LOG.warn("containers cannot ask about themselves: no address of this machine is theirs to reach");
        return Optional.empty();
    }

    private static Optional<String> gateway(DockerDriver driver) {
        try {
            return driver.gateway();
        } catch (RuntimeUnavailableException e) {
            return Optional.empty();
        }
    }
}
