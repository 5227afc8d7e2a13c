package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.query.Instance;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A host as it serves one cluster: what the cluster query language can ask of it.
public record HostFacts(State state, ClusterId cluster, HostRow row, SortedMap<String, String> attributes)
        implements Instance {
    /// The facts of a host.
    public static HostFacts of(State state, ClusterId cluster, HostRow row) {
        return new HostFacts(state, cluster, row, row.everyAttribute());
    }

    /// Tasks of the cluster that hold resources of the host.
    Stream<TaskRow> tasks() {
        return state.tasks().on(row.id()).filter(task -> task.id().cluster().equals(cluster));
    }

    @Override
    public boolean agentConnected() {
        return row.connected();
    }

    @Override
    public String agentVersion() {
        return row.spec().agentVersion();
    }

    @Override
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public String ec2InstanceId() {
        return row.id().value();
    }

    @Override
    public Instant registeredAt() {
        return row.registeredAt();
    }

    @Override
    public int runningTasksCount() {
        return Math.toIntExact(
                tasks().filter(task -> task.phase() == Phase.RUNNING).count());
    }

    @Override
    public SortedSet<String> taskGroups() {
        var groups = new TreeSet<String>();
        tasks().forEach(task -> groups.add(task.group()));
        return groups;
    }
}
