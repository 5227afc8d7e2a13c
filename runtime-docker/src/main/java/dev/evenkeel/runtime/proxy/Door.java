package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.ListenerId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/// A socket that listens for one listener.
interface Door {
    /// What a socket is. Another value is another socket.
    ///
    /// @param idle how long a connection may carry nothing
    record Address(
            ListenerId listener,
            String host,
            int port,
            BalancerProtocol protocol,
            List<String> certificates,
            Duration idle) {
        boolean sameSocket(Address other) {
            return host.equals(other.host) && port == other.port;
        }
    }

    /// Begins to listen.
    Future<?> open();

    /// Takes no more connections; those that are there may finish what they began.
    ///
    /// @param farewell how long they may take
    Future<?> close(Duration farewell);
}
