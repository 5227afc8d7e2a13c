package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.event.Revision;
import java.util.List;

/// What changed in the assignments of a host.
///
/// @param complete whether `put` is everything: what it does not name is not wanted any more
/// @param appliesTo the revision on which a delta builds; a host that is elsewhere asks for a complete update
/// @param resultsIn the revision after it
/// @param lastReport the sequence of the last report that the ledger took from this host
/// @param put assignments that are new or changed
/// @param drop keys of assignments that are gone
public record AssignmentUpdate(
        boolean complete,
        Revision appliesTo,
        Revision resultsIn,
        long lastReport,
        List<Assignment> put,
        List<String> drop) {
    public AssignmentUpdate {
        put = List.copyOf(put);
        drop = List.copyOf(drop);
    }
}
