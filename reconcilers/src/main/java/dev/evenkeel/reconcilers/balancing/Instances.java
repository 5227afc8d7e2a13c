package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.Map;
import java.util.Optional;

/// Hosts by the ids that EC2 instances have.
public final class Instances {
    private static final String PREFIX = "i-";

    private Instances() {}

    /// The host of an instance id, which is how the host's own id begins.
    public static Optional<HostRow> host(State state, String instance) {
        if (!instance.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return state.hosts()
                .from(new HostId(instance.substring(PREFIX.length())))
                .map(Map.Entry::getValue)
                .findFirst()
                .filter(row -> row.id().instance().equals(instance));
    }
}
