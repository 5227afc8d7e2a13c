package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.command.InCluster;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A cluster as ECS describes it.
record ClusterView(
        String clusterArn,
        String clusterName,
        String status,
        int registeredContainerInstancesCount,
        int runningTasksCount,
        int pendingTasksCount,
        int activeServicesCount,
        List<Pair> statistics,
        Optional<Doc.Items> tags,
        Optional<Doc.Items> settings,
        Optional<Doc.Struct> configuration,
        List<String> capacityProviders,
        List<Doc> defaultCapacityProviderStrategy,
        Optional<Doc.Items> attachments) {
    /// A figure by name.
    record Pair(String name, String value) {}

    /// @param include what is told only when asked for: `TAGS`, `SETTINGS`, `CONFIGURATIONS`, `STATISTICS`
    static ClusterView of(Arns arns, State state, ClusterRow row, Set<String> include) {
        var cluster = row.id();
        long hosts =
                row.active() ? state.hosts().values().filter(HostRow::connected).count() : 0;
        return new ClusterView(
                arns.of(cluster),
                cluster.name(),
                row.active() ? "ACTIVE" : "INACTIVE",
                Math.toIntExact(hosts),
                count(InCluster.tasks(state, cluster).filter(ClusterView::running)),
                count(InCluster.tasks(state, cluster).filter(ClusterView::pending)),
                count(services(state, cluster)),
                include.contains("STATISTICS") ? statistics(state, cluster) : List.of(),
                items(row, include, "TAGS", "tags"),
                items(row, include, "SETTINGS", "settings"),
                configuration(row).filter(_ -> include.contains("CONFIGURATIONS")),
                row.document().texts("capacityProviders"),
                row.document().items("defaultCapacityProviderStrategy"),
                include.contains("ATTACHMENTS") ? Optional.of(new Doc.Items(List.of())) : Optional.empty());
    }

    private static Optional<Doc.Struct> configuration(ClusterRow row) {
        return Optional.of(row.document().struct("configuration"))
                .filter(configuration -> !configuration.members().isEmpty());
    }

    private static Stream<ServiceRow> services(State state, ClusterId cluster) {
        return InCluster.services(state, cluster).filter(row -> row.status() == ServiceRow.Status.ACTIVE);
    }

    private static boolean running(TaskRow task) {
        return task.phase() == Phase.RUNNING;
    }

    private static boolean pending(TaskRow task) {
        return task.wanted() && task.phase().compareTo(Phase.RUNNING) < 0;
    }

    private static Optional<Doc.Items> items(ClusterRow row, Set<String> include, String word, String member) {
        return include.contains(word) ? Optional.of(new Doc.Items(row.document().items(member))) : Optional.empty();
    }

    private static List<Pair> statistics(State state, ClusterId cluster) {
        var figures = new ArrayList<Pair>();
        for (LaunchType type : LaunchType.values()) {
            var word = type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
            var kind = type == LaunchType.EC2 ? "EC2" : word;
            var tasks = InCluster.tasks(state, cluster)
                    .filter(t -> t.launchType() == type)
                    .toList();
            figures.add(pair("running" + kind + "TasksCount", tasks.stream().filter(ClusterView::running)));
            figures.add(pair("pending" + kind + "TasksCount", tasks.stream().filter(ClusterView::pending)));
            var services = InCluster.services(state, cluster)
                    .filter(s -> s.spec().launchType() == type)
                    .toList();
            figures.add(pair("active" + kind + "ServiceCount", with(services, ServiceRow.Status.ACTIVE)));
            figures.add(pair("draining" + kind + "ServiceCount", with(services, ServiceRow.Status.DRAINING)));
        }
        return List.copyOf(figures);
    }

    private static Stream<ServiceRow> with(List<ServiceRow> services, ServiceRow.Status status) {
        return services.stream().filter(s -> s.status() == status);
    }

    private static Pair pair(String name, Stream<?> counted) {
        return new Pair(name, Long.toString(counted.count()));
    }

    private static int count(Stream<?> counted) {
        return Math.toIntExact(counted.count());
    }
}
