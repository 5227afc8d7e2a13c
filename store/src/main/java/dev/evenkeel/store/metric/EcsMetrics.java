package dev.evenkeel.store.metric;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What one minute of a state means in CloudWatch: namespace AWS/ECS for all clusters, ECS/ContainerInsights for those
/// whose setting asks for it.
public final class EcsMetrics {
    /// Utilisation of what services reserve.
    public static final String ECS = "AWS/ECS";

    /// The namespace of Container Insights.
    public static final String INSIGHTS = "ECS/ContainerInsights";

    private static final String CLUSTER = "ClusterName";
    private static final String SERVICE = "ServiceName";
    private static final String FAMILY = "TaskDefinitionFamily";
    private static final String COUNT = "Count";
    private static final String PERCENT = "Percent";

    private final State state;
    private final Map<TaskId, Usage> usages = new TreeMap<>();
    private final int hostCpu;
    private final int hostMemory;
    private final List<MetricValue> values = new ArrayList<>();

    /// A running task that was measured, and what it reserves. Where nothing is reserved all of the host is meant.
    private record Measured(TaskRow row, Usage usage, double cpu, double memory) {
        double cpuPercent() {
            return usage.cpu() / cpu * 100;
        }

        double memoryPercent() {
            return usage.memory() / memory * 100;
        }
    }

    private EcsMetrics(State state, List<Usage> usages) {
        this.state = state;
        usages.forEach(usage -> this.usages.merge(usage.task(), usage, Usage::plus));
        this.hostCpu = hosts().mapToInt(host -> host.spec().cpu()).sum();
        this.hostMemory = hosts().mapToInt(host -> host.spec().memory()).sum();
    }

    /// The values of one minute.
    ///
    /// @param usages means over the minute, of running tasks
    public static List<MetricValue> of(State state, List<Usage> usages) {
        var metrics = new EcsMetrics(state, usages);
        state.clusters().values().filter(ClusterRow::active).forEach(metrics::cluster);
        return List.copyOf(metrics.values);
    }

    private Stream<HostRow> hosts() {
        return state.hosts().values().filter(HostRow::connected);
    }

    private void cluster(ClusterRow cluster) {
        var tasks = tasks(cluster.id());
        var measured = tasks.stream().flatMap(row -> measured(row).stream()).toList();
        utilisation(cluster.id(), measured, tasks);
        if (hasInsights(cluster)) {
            insights(cluster.id(), tasks, measured);
        }
    }

    private List<TaskRow> tasks(ClusterId cluster) {
        return state.tasks()
                .byId()
                .from(new TaskId(cluster, ""))
                .map(Map.Entry::getValue)
                .takeWhile(row -> row.id().cluster().equals(cluster))
                .filter(TaskRow::alive)
                .toList();
    }

    private Optional<Measured> measured(TaskRow row) {
        return Optional.ofNullable(usages.get(row.id()))
                .map(usage -> new Measured(
                        row,
                        usage,
                        row.cpu() > 0 ? row.cpu() : Math.max(1, hostCpu),
                        row.memory() > 0 ? row.memory() : Math.max(1, hostMemory)));
    }

    private static boolean hasInsights(ClusterRow cluster) {
        return cluster.document().structs("settings").stream()
                .filter(setting -> setting.text("name").equals(Optional.of("containerInsights")))
                .anyMatch(setting -> setting.text("value")
                        .filter(value -> value.equals("enabled") || value.equals("enhanced"))
                        .isPresent());
    }

    /// Of services: each task against what it reserves. Of clusters: all tasks against all hosts.
    private void utilisation(ClusterId cluster, List<Measured> measured, List<TaskRow> tasks) {
        for (var task : measured) {
            if (task.row().service() instanceof ServiceId service) {
                var scope = Scope.of(cluster, SERVICE, service.name());
                put(ECS, "CPUUtilization", PERCENT, scope, task.cpuPercent());
                put(ECS, "MemoryUtilization", PERCENT, scope, task.memoryPercent());
            }
        }
        if (hostCpu == 0 || hostMemory == 0 || tasks.isEmpty()) {
            return;
        }
        var scope = Scope.of(cluster);
        put(ECS, "CPUUtilization", PERCENT, scope, sum(measured, Usage::cpu) / hostCpu * 100);
        put(ECS, "MemoryUtilization", PERCENT, scope, sum(measured, Usage::memory) / hostMemory * 100);
        double cpu = tasks.stream().mapToInt(TaskRow::cpu).sum();
        double memory = tasks.stream().mapToInt(TaskRow::memory).sum();
        put(ECS, "CPUReservation", PERCENT, scope, cpu / hostCpu * 100);
        put(ECS, "MemoryReservation", PERCENT, scope, memory / hostMemory * 100);
    }

    private void insights(ClusterId cluster, List<TaskRow> tasks, List<Measured> measured) {
        var services = state.services()
                .values()
                .filter(row -> row.id().cluster().equals(cluster) && row.status() == ServiceRow.Status.ACTIVE)
                .toList();
        var whole = Scope.of(cluster);
        used(whole, measured);
        put(INSIGHTS, "TaskCount", COUNT, whole, tasks.size());
        put(INSIGHTS, "ServiceCount", COUNT, whole, services.size());
        put(INSIGHTS, "ContainerInstanceCount", COUNT, whole, (int) hosts().count());
        for (var service : services) {
            var scope = Scope.of(cluster, SERVICE, service.id().name());
            used(scope, where(measured, row -> service.id().equals(row.service())));
            service(scope, service, tasks);
        }
        measured.stream()
                .map(task -> task.row().definition().family())
                .distinct()
                .forEach(family -> used(
                        Scope.of(cluster, FAMILY, family),
                        where(measured, row -> row.definition().family().equals(family))));
    }

    private void service(Scope scope, ServiceRow service, List<TaskRow> tasks) {
        var own = tasks.stream()
                .filter(row -> service.id().equals(row.service()) && row.wanted())
                .toList();
        int running =
                (int) own.stream().filter(row -> row.phase() == Phase.RUNNING).count();
        put(INSIGHTS, "RunningTaskCount", COUNT, scope, running);
        put(INSIGHTS, "PendingTaskCount", COUNT, scope, own.size() - running);
        put(INSIGHTS, "DesiredTaskCount", COUNT, scope, service.spec().desiredCount());
        put(INSIGHTS, "DeploymentCount", COUNT, scope, service.deployments().size());
    }

    private void used(Scope scope, List<Measured> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        put(INSIGHTS, "CpuUtilized", "None", scope, sum(tasks, Usage::cpu));
        put(INSIGHTS, "CpuReserved", "None", scope, reserved(tasks, TaskRow::cpu));
        put(INSIGHTS, "MemoryUtilized", "Megabytes", scope, sum(tasks, Usage::memory));
        put(INSIGHTS, "MemoryReserved", "Megabytes", scope, reserved(tasks, TaskRow::memory));
        put(INSIGHTS, "NetworkRxBytes", "Bytes/Second", scope, sum(tasks, Usage::received));
        put(INSIGHTS, "NetworkTxBytes", "Bytes/Second", scope, sum(tasks, Usage::sent));
        put(INSIGHTS, "StorageReadBytes", "Bytes", scope, sum(tasks, Usage::read));
        put(INSIGHTS, "StorageWriteBytes", "Bytes", scope, sum(tasks, Usage::written));
    }

    private static List<Measured> where(List<Measured> tasks, Predicate<TaskRow> wanted) {
        return tasks.stream().filter(task -> wanted.test(task.row())).toList();
    }

    private static double sum(List<Measured> tasks, ToDoubleFunction<Usage> part) {
        return tasks.stream()
                .mapToDouble(task -> part.applyAsDouble(task.usage()))
                .sum();
    }

    private static double reserved(List<Measured> tasks, ToDoubleFunction<TaskRow> part) {
        return tasks.stream()
                .mapToDouble(task -> part.applyAsDouble(task.row()))
                .sum();
    }

    private void put(String namespace, String name, String unit, Scope scope, double value) {
        var id = new MetricId(scope.region(), namespace, name, scope.dimensions());
        values.add(new MetricValue(id, unit, Statistic.of(value)));
    }

    /// Whose values they are.
    private record Scope(String region, SortedMap<String, String> dimensions) {
        static Scope of(ClusterId cluster) {
            return new Scope(cluster.region(), new TreeMap<>(Map.of(CLUSTER, cluster.name())));
        }

        static Scope of(ClusterId cluster, String dimension, String value) {
            var dimensions = new TreeMap<>(Map.of(CLUSTER, cluster.name(), dimension, value));
            return new Scope(cluster.region(), dimensions);
        }
    }
}
