package dev.evenkeel.runtime.metadata;

import dev.evenkeel.reconcilers.host.Step;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/// What containers are told of themselves when they are created, and where they may ask for more.
public interface Introduction {
    /// Nothing.
    Introduction NONE = new Introduction() {
        @Override
        public Map<String, String> environment(Step.Create create) {
            return Map.of();
        }

        @Override
        public Optional<InetSocketAddress> endpoint() {
            return Optional.empty();
        }
    };

    /// The variables of a container about to be created.
    Map<String, String> environment(Step.Create create);

    /// Where the endpoint listens, if there is one.
    Optional<InetSocketAddress> endpoint();
}
