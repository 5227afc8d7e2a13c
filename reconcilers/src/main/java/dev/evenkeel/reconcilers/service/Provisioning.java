package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.Map;

/// How many tasks of a cluster may be PROVISIONING at once: placed, and not yet seen by their host.
final class Provisioning {
    /// ECS's own figure.
    private static final int MOST = 500;

    /// What a refusal for it is called.
    static final String REFUSAL = "PROVISIONING";

    /// When to look again.
    static final Duration PAUSE = Duration.ofSeconds(1);

    private Provisioning() {}

    /// How many of so many more there may be. Tasks are looked at one by one only where all that there are, also those
    /// of other clusters, could be too many.
    static int allowed(State state, ClusterId cluster, int count) {
        if (state.tasks().byId().size() + count <= MOST) {
            return count;
        }
        long there = state.tasks()
                .byId()
                .from(new TaskId(cluster, ""))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().cluster().equals(cluster))
                .filter(TaskRow::alive)
                .filter(row -> row.phase() == Phase.PROVISIONING)
                .limit(MOST)
                .count();
        return Math.min(count, MOST - (int) there);
    }
}
