package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.State;
import java.util.Arrays;
import java.util.List;

/// What commands have in common: entries that a caller requested, and the refusals that several of them give.
final class Answers {
    private Answers() {}

    static List<Entry> requested(Event... events) {
        return Arrays.stream(events)
                .map(event -> new Entry(event, new Reason.Requested()))
                .toList();
    }

    static boolean isActive(State state, ClusterId cluster) {
        return state.clusters().get(cluster).filter(ClusterRow::active).isPresent();
    }

    static <R> Outcome<R> noCluster() {
        return Outcome.refused("ClusterNotFoundException", "Cluster not found.");
    }

    static <R> Outcome<R> invalid(String message) {
        return Outcome.refused("InvalidParameterException", message);
    }

    static <R> Outcome<R> client(String message) {
        return Outcome.refused("ClientException", message);
    }
}
