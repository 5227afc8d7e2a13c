package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.Optional;

/// Hosts by the ids that EC2 instances have.
public final class Instances {
    private static final int DIGITS = 17;

    private Instances() {}

    /// `i-` and the first 17 digits of a host's id.
    public static String id(HostId host) {
        var value = host.value();
        return "i-" + value.substring(0, Math.min(DIGITS, value.length()));
    }

    /// The host of an instance id.
    public static Optional<HostRow> host(State state, String instance) {
        return state.hosts()
                .values()
                .filter(row -> id(row.id()).equals(instance))
                .findFirst();
    }
}
