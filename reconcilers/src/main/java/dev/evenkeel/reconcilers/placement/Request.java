package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Reservation;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A number of identical tasks that need hosts.
///
/// @param cluster the one they belong to
/// @param group `family:web` or `service:web`
/// @param cpu CPU units each
/// @param memory MiB each
public record Request(
        ClusterId cluster, String group, int cpu, int memory, List<PortNeed> ports, Rules rules, int count) {
    private static final String OF_SERVICE = "service:";

    /// Ports side by side to be published. `hostPort` 0 leaves the choice to placement.
    ///
    /// @param containerPort the first
    /// @param count how many
    public record PortNeed(String container, int containerPort, int hostPort, String protocol, int count) {}

    /// `count` tasks of this definition.
    ///
    /// @param input of RunTask or CreateService: its constraints, its strategies and its overrides
    public static Request of(ClusterId cluster, String group, TaskDefinition definition, Doc.Struct input, int count) {
        var reserved = Reservation.of(definition, input);
        return new Request(
                cluster,
                group,
                reserved.cpu(),
                reserved.memory(),
                ports(definition),
                Rules.of(definition, input),
                count);
    }

    /// The service whose tasks they are; no caller may name a group so.
    Optional<ServiceId> service() {
        return group.startsWith(OF_SERVICE)
                ? Optional.of(new ServiceId(cluster, group.substring(OF_SERVICE.length())))
                : Optional.empty();
    }

    /// Whether it matters where other tasks of the group are.
    boolean countsPeers() {
        return service().isPresent()
                || rules.isDistinct()
                || !rules.strategies().isEmpty();
    }

    /// A task with an interface of its own takes no ports of its host.
    private static List<PortNeed> ports(TaskDefinition definition) {
        if (definition.networkMode() == NetworkMode.AWSVPC) {
            return List.of();
        }
        var needs = new ArrayList<PortNeed>();
        for (ContainerDefinition container : definition.containers()) {
            for (var mapping : container.network().portMappings()) {
                int port = definition.networkMode() == NetworkMode.HOST ? mapping.containerPort() : mapping.hostPort();
                needs.add(new PortNeed(
                        container.name(), mapping.containerPort(), port, mapping.protocol(), mapping.count()));
            }
        }
        return needs;
    }
}
