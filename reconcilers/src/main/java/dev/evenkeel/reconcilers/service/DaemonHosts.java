package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.List;

/// The hosts of which each has a task of a DAEMON service.
public final class DaemonHosts {
    private DaemonHosts() {}

    /// Hosts that do not drain and meet the constraints of the service and of what it runs, full or not.
    public static List<HostId> of(State state, ServiceRow row) {
        var definition = state.definitions()
                .get(row.primary().definition())
                .orElseThrow()
                .definition();
        var request = Request.of(
                row.id().cluster(),
                "service:" + row.id().name(),
                definition,
                row.spec().document(),
                0);
        return Placement.eligible(state, request);
    }
}
