package dev.evenkeel.runtime.metadata;

import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the container that an id is of, among those that live on a host.
final class Residents {
    private final HostId host;
    private final Keys keys;
    private Map<String, ContainerKey> known = new TreeMap<>();
    private Revision as = Revision.ZERO;

    Residents(HostId host, Keys keys) {
        this.host = host;
        this.keys = keys;
    }

    /// The container of an id. Its ids are worked out once for each state, however often somebody guesses.
    synchronized Optional<ContainerKey> find(State state, String id) {
        if (!known.containsKey(id) && !as.equals(state.revision())) {
            var found = new TreeMap<String, ContainerKey>();
            state.tasks().on(host).forEach(task -> add(found, task));
            known = found;
            as = state.revision();
        }
        return Optional.ofNullable(known.get(id));
    }

    private void add(Map<String, ContainerKey> found, TaskRow task) {
        for (var container : task.containers()) {
            var key = new ContainerKey(task.id(), container.name());
            found.put(keys.of(key), key);
        }
    }
}
