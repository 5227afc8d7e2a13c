package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How many tasks of one group are on each host.
///
/// @param alive those that hold resources, also those that are stopping
/// @param wanted those that nobody asked to stop
record Census(TreeMap<HostId, Integer> alive, TreeMap<HostId, Integer> wanted) {
    static Census of(State state, Request request) {
        return of(request.service()
                .map(service -> state.tasks().of(service))
                .orElseGet(() -> state.hosts()
                        .values()
                        .flatMap(row ->
                                HostFacts.of(state, request.cluster(), row).tasks())
                        .filter(task -> task.group().equals(request.group()))));
    }

    static Census of(Stream<TaskRow> tasks) {
        var census = new Census(new TreeMap<>(), new TreeMap<>());
        tasks.filter(task -> task.host() != null).forEach(task -> {
            census.alive.merge(task.host(), 1, Integer::sum);
            if (task.wanted()) {
                census.wanted.merge(task.host(), 1, Integer::sum);
            }
        });
        return census;
    }
}
