package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.state.HostLoad;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A host as ECS describes a container instance of a cluster.
///
/// Resources are those of the whole machine, whatever cluster uses them; tasks are counted for this cluster, without
/// those of Fargate.
record InstanceView(
        String containerInstanceArn,
        String ec2InstanceId,
        long version,
        VersionInfo versionInfo,
        List<Resource> remainingResources,
        List<Resource> registeredResources,
        String status,
        boolean agentConnected,
        int runningTasksCount,
        int pendingTasksCount,
        List<Attribute> attributes,
        Instant registeredAt,
        List<Doc> attachments,
        Optional<Doc.Items> tags,
        Optional<Condition> healthStatus) {
    /// What runs on it.
    record VersionInfo(String agentVersion, String dockerVersion) {}

    /// A quantity, or a set of names.
    record Resource(
            String name,
            String type,
            double doubleValue,
            long longValue,
            int integerValue,
            Optional<List<String>> stringSetValue) {
        private static Resource of(String name, int quantity) {
            return new Resource(name, "INTEGER", 0, 0, quantity, Optional.empty());
        }

        private static Resource of(String name, List<String> set) {
            return new Resource(name, "STRINGSET", 0, 0, 0, Optional.of(set));
        }
    }

    /// An attribute; one without a value is named only.
    record Attribute(String name, Optional<String> value) {}

    /// How the host is.
    record Condition(String overallStatus, List<Check> details) {}

    /// One check of the host.
    record Check(String type, String status, Instant lastUpdated, Instant lastStatusChange) {}

    /// @param include what is told only when asked for: `TAGS`, `CONTAINER_INSTANCE_HEALTH`
    static InstanceView of(Arns arns, State state, ClusterId cluster, HostRow row, Set<String> include) {
        var spec = row.spec();
        var load = state.tasks().load(row.id());
        var tags = Optional.of(Tags.items(row.tags())).filter(_ -> include.contains("TAGS"));
        return new InstanceView(
                arns.of(cluster, row.id()),
                row.id().value(),
                row.lastReport() + 1,
                new VersionInfo(spec.agentVersion(), "DockerVersion: " + spec.engineVersion()),
                resources(spec.cpu() - load.cpu(), spec.memory() - load.memory(), load),
                resources(spec.cpu(), spec.memory(), HostLoad.NONE),
                row.draining() ? "DRAINING" : "ACTIVE",
                row.connected(),
                count(tasks(state, cluster, row).filter(task -> task.phase() == Phase.RUNNING)),
                count(tasks(state, cluster, row)
                        .filter(task -> task.wanted() && task.phase().compareTo(Phase.RUNNING) < 0)),
                attributes(row),
                row.registeredAt(),
                List.of(),
                tags,
                include.contains("CONTAINER_INSTANCE_HEALTH") ? Optional.of(condition(state, row)) : Optional.empty());
    }

    /// Ports are told as ECS does: those that are taken.
    private static List<Resource> resources(int cpu, int memory, HostLoad load) {
        return List.of(
                Resource.of("CPU", cpu),
                Resource.of("MEMORY", memory),
                Resource.of("PORTS", ports(load, "tcp")),
                Resource.of("PORTS_UDP", ports(load, "udp")),
                Resource.of("GPU", List.of()));
    }

    private static List<String> ports(HostLoad load, String protocol) {
        return load.ports()
                .entries()
                .map(entry -> entry.getKey())
                .filter(key -> HostLoad.portKey(HostLoad.portOf(key), protocol) == key)
                .map(key -> Integer.toString(HostLoad.portOf(key)))
                .toList();
    }

    private static Stream<TaskRow> tasks(State state, ClusterId cluster, HostRow row) {
        return state.tasks()
                .on(row.id())
                .filter(task -> task.id().cluster().equals(cluster) && task.launchType() != LaunchType.FARGATE);
    }

    static List<Attribute> attributes(HostRow row) {
        return row.everyAttribute().entrySet().stream()
                .map(attribute -> new Attribute(
                        attribute.getKey(), Optional.of(attribute.getValue()).filter(value -> !value.isEmpty())))
                .toList();
    }

    private static Condition condition(State state, HostRow row) {
        var status = row.connected() ? "OK" : "IMPAIRED";
        return new Condition(status, List.of(new Check("CONTAINER_RUNTIME", status, state.at(), row.changedAt())));
    }

    private static int count(Stream<?> counted) {
        return Math.toIntExact(counted.count());
    }
}
