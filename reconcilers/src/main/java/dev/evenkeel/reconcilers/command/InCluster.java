package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.Map;
import java.util.stream.Stream;

/// Rows of one cluster: a range of the tables, since ids sort by cluster first.
public final class InCluster {
    private InCluster() {}

    /// Services of any status, by name.
    public static Stream<ServiceRow> services(State state, ClusterId cluster) {
        return state.services()
                .from(new ServiceId(cluster, ""))
                .takeWhile(e -> e.getKey().cluster().equals(cluster))
                .map(Map.Entry::getValue);
    }

    /// Tasks of any phase that are not forgotten, by id.
    public static Stream<TaskRow> tasks(State state, ClusterId cluster) {
        return state.tasks()
                .byId()
                .from(new TaskId(cluster, ""))
                .takeWhile(e -> e.getKey().cluster().equals(cluster))
                .map(Map.Entry::getValue);
    }
}
